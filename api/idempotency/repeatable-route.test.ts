import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { conflict } from '../../domain/errors.js';
import { unavailable } from '../http/problem.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';
import { route, type Route } from '../http/route.js';

/** The work of the test's route. */
type Work = (context: { inTransaction: boolean }) => Promise<string>;

const forget = statement('test-forget-answer', 'UPDATE idempotency_keys SET answer = NULL WHERE key = $1');

/** Something to wait for until it is opened. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('an Idempotency-Key for what may be done twice', () => {
  let api: TestApi;
  let token: string;
  let key: string;
  let work: Work;
  let done: string[];

  const probe = (path: string, more: { repeatable?: true }): Route =>
    route({
      method: 'post',
      path,
      tag: 'Test',
      summary: 'Does what the test says',
      who: ['user'],
      body: z.strictObject({ upTo: z.int() }),
      answer: { status: 200, schema: z.object({ id: z.string() }) },
      problems: [],
      ...more,
      handle: async ({ db }) => {
        const id = await work({ inTransaction: db.isTransaction });
        done.push(id);
        return { id };
      },
    });

  before(async () => {
    const routes = [probe('/test/repeatable', { repeatable: true }), probe('/test/once', {})];
    api = await TestApi.start({ routes, env: { DATABASE_POOL_SIZE: 5 } });
    token = (await api.signedIn('user')).accessToken;
  });
  after(() => api.stop());
  beforeEach(() => {
    key = randomUUID();
    done = [];
    work = () => Promise.resolve(randomUUID());
  });

  const post = (upTo = 1, path = '/test/repeatable') =>
    api.call<{ id: string; code: string }>('POST', path, {
      ...{ body: { upTo }, token, headers: { 'Idempotency-Key': key } },
    });
  const isReplay = ({ headers }: { headers: Headers }) => headers.get('Idempotent-Replayed') === 'true';

  it('puts no transaction around it', async () => {
    const seen: boolean[] = [];
    work = ({ inTransaction }) => {
      seen.push(inTransaction);
      return Promise.resolve('id');
    };
    await post();
    key = randomUUID();
    await post(1, '/test/once');
    expect(seen).to.deep.equal([false, true]);
  });

  it('gives the first answer again, and does nothing for it', async () => {
    const [first, second] = [await post(), await post()];
    expect([isReplay(first), isReplay(second)]).to.deep.equal([false, true]);
    expect(second.body).to.deep.equal(first.body);
    expect(second.status).to.equal(200);
    expect(done).to.have.length(1);
  });

  it('gives one answer to all who ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect(answers.filter((answer) => !isReplay(answer))).to.have.length(1);
  });

  it('gives a repeat that overtakes the first one the answer that both then have', async () => {
    const began = gate();
    const goOn = gate();
    work = async () => {
      began.open();
      await goOn.opened;
      return 'slow';
    };
    const slow = post();
    await began.opened;
    work = () => Promise.resolve('fast');
    const fast = await post();
    goOn.open();
    expect(fast.body).to.deep.equal({ id: 'fast' });
    expect((await slow).body).to.deep.equal({ id: 'fast' });
    expect([isReplay(fast), isReplay(await slow)]).to.deep.equal([false, true]);
  });

  it('refuses another body before it does anything, also while the first is under way', async () => {
    const goOn = gate();
    const began = gate();
    work = async () => {
      began.open();
      await goOn.opened;
      return 'first';
    };
    const first = post(1);
    await began.opened;
    const other = await post(2);
    goOn.open();
    expect(other.status).to.equal(422);
    expect(other.body.code).to.equal('idempotency_key_reused');
    expect((await first).status).to.equal(200);
    expect((await post(2)).status).to.equal(422);
    expect(done).to.deep.equal(['first']);
  });

  it('does it again when whoever did it has died before its answer was kept', async () => {
    await post();
    await api.services.db.query(forget, [key]);
    const again = await post();
    expect(again.status).to.equal(200);
    expect(isReplay(again)).to.equal(false);
    expect(isReplay(await post())).to.equal(true);
    await api.services.db.query(forget, [key]);
    const elsewhere = await post(1, '/test/once');
    expect(elsewhere.status).to.equal(422);
  });

  it('keeps a refusal, and no answer that is only temporary', async () => {
    work = () => Promise.reject(unavailable('Something'));
    expect((await post()).status).to.equal(503);
    work = () => Promise.reject(conflict('not_active', 'Over.'));
    const first = await post();
    expect([first.status, isReplay(first)]).to.deep.equal([409, false]);
    work = () => Promise.resolve('late');
    const second = await post();
    expect([second.status, isReplay(second)]).to.deep.equal([409, true]);
    expect(done).to.deep.equal([]);
  });
});
