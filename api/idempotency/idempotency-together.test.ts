import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Answer } from '../http/answer.js';
import { Idempotency } from './idempotency.js';

describe('Requests with Idempotency-Keys that commit together', () => {
  const idempotency = new Idempotency(['a secret for this test alone']);
  const same = { fingerprint: Buffer.from('the same request'), otherFingerprints: [] };
  let domain: Domain;
  before(async () => (domain = await openDomain()));
  after(() => domain.close());

  /** Asks under a key, and counts how often it is acted for it in a transaction that is shared, and alone. */
  const ask = (key: string) => {
    const begun = { together: 0, alone: 0 };
    const action = {
      act: (db: Domain['db']): Promise<Answer> => {
        begun[db.isShared ? 'together' : 'alone'] += 1;
        return Promise.resolve({ status: 200, headers: {}, body: key });
      },
      discard: () => undefined,
      refuse: () => {
        throw new Error('nothing is refused');
      },
    };
    const answered = idempotency.answerOnce(domain.db, { scope: 'test', key, ...same }, action, true);
    return answered.then((answer) => ({ ...begun, isRepeat: 'Idempotent-Replayed' in answer.headers }));
  };

  it('do not undo each other for one that comes twice', async () => {
    const [twice, once] = [randomUUID(), randomUUID()];
    const [first, second, other] = await Promise.all([ask(twice), ask(twice), ask(once)]);
    expect(first).to.deep.equal({ together: 1, alone: 0, isRepeat: false });
    expect(second).to.deep.equal({ together: 0, alone: 1, isRepeat: true });
    expect(other).to.deep.equal({ together: 1, alone: 0, isRepeat: false });
  });

  it('do not undo each other for one that was answered before', async () => {
    const [known, fresh] = [randomUUID(), randomUUID()];
    await ask(known);
    const [repeated, other, another] = await Promise.all([ask(known), ask(fresh), ask(randomUUID())]);
    expect(repeated).to.deep.equal({ together: 0, alone: 1, isRepeat: true });
    for (const one of [other, another]) expect(one).to.deep.equal({ together: 1, alone: 0, isRepeat: false });
  });
});
