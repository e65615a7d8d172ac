import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { conflict } from '../../domain/errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { unavailable } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { TestApi } from '../../test/harness/api.js';
import { unheldForSeconds } from './held-key.js';

const begin = statement(
  'test-begin',
  `INSERT INTO idempotency_keys (scope, key, fingerprint, created_at)
   SELECT scope, $2, fingerprint, clock_timestamp() - make_interval(secs => $3) FROM idempotency_keys WHERE key = $1`,
);

describe('an Idempotency-Key for what must not be done twice, and fits into no transaction', () => {
  let api: TestApi;
  let token: string;
  let key: string;
  let done: string[];
  let work: () => Promise<string>;

  const probe: Route = route({
    method: 'post',
    path: '/test/alone',
    tag: 'Test',
    summary: 'Does what the test says',
    who: ['user'],
    body: z.strictObject({ n: z.int() }),
    answer: { status: 200, schema: z.object({ id: z.string() }) },
    problems: [],
    alone: true,
    handle: async ({ db }) => {
      expect(db.isTransaction).to.equal(false);
      done.push('begun');
      return { id: await work() };
    },
  });
  before(async () => {
    // Fewer connections than repeats: those that wait must not hold any.
    api = await TestApi.start({ routes: [probe], env: { DATABASE_POOL_SIZE: 2 } });
    token = (await api.signedIn('user')).accessToken;
  });
  after(() => api.stop());
  beforeEach(() => {
    key = randomUUID();
    done = [];
    work = () => Promise.resolve(randomUUID());
  });

  const post = (n = 1) =>
    api.call<{ id: string; code: string }>('POST', '/test/alone', {
      ...{ body: { n }, token, headers: { 'Idempotency-Key': key } },
    });
  const isReplay = ({ headers }: { headers: Headers }) => headers.get('Idempotent-Replayed') === 'true';

  it('has it done once, however many ask at the same moment, and gives all of them its answer', async () => {
    work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return randomUUID();
    };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post()));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    expect(done).to.have.length(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect(answers.filter((answer) => !isReplay(answer))).to.have.length(1);
  });

  it('refuses another body at once, also while the first is under way', async () => {
    let goOn: () => void = () => undefined;
    let began: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    work = () => {
      began();
      return new Promise((resolve) => {
        goOn = () => {
          resolve('first');
        };
      });
    };
    const first = post(1);
    await begun;
    expect((await post(2)).body.code).to.equal('idempotency_key_reused');
    goOn();
    expect((await first).body).to.deep.equal({ id: 'first' });
    expect(done).to.have.length(1);
  });

  it('keeps a refusal; after a temporary error a repeat does it', async () => {
    work = () => Promise.reject(conflict('not_active', 'Over.'));
    expect((await post()).status).to.equal(409);
    expect(isReplay(await post())).to.equal(true);
    for (const error of [unavailable('Something'), new Error('a bug')]) {
      key = randomUUID();
      work = () => Promise.reject(error);
      expect((await post()).status).to.be.at.least(500);
      work = () => Promise.resolve('late');
      const second = await post();
      expect([second.body.id, isReplay(second)]).to.deep.equal(['late', false]);
    }
  });

  it('has it done again only when whoever did it has died, which a held key disproves', async () => {
    await post();
    const [known, dead, alive] = [key, randomUUID(), randomUUID()];
    await api.services.db.query(begin, [known, dead, unheldForSeconds + 1]);
    await api.services.db.query(begin, [known, alive, 0]);
    key = dead;
    const again = await post();
    expect([again.status, isReplay(again)]).to.deep.equal([200, false]);
    expect(done).to.have.length(2);
    key = alive;
    let isOver = false;
    const waiting = post().then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect([isOver, done.length]).to.deep.equal([false, 2]);
    // As after the crash of its process.
    await api.services.db.query(statement('test-free', 'DELETE FROM idempotency_keys WHERE key = $1'), [key]);
    await waiting;
    expect(done).to.have.length(3);
  });
});
