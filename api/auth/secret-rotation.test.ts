import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '../../test/harness/database.js';
import { TestApi, type Answer } from '../../test/harness/api.js';

const first = 'the first secret, which all processes began with';
const second = 'the second one, which they are to end up with';
const password = 'correct horse';

/** The settings of each step of a rotation, as docs/operating.md tells them. */
const steps = [
  { JWT_SECRET: first },
  { JWT_SECRET: first, JWT_SECRET_ALSO_ACCEPTED: second },
  { JWT_SECRET: second, JWT_SECRET_ALSO_ACCEPTED: first },
  { JWT_SECRET: second },
];

describe('Rotating JWT_SECRET', () => {
  let database: TestDatabase;
  let apis: TestApi[];
  before(async () => {
    database = await freshDatabase();
    apis = await Promise.all(
      steps.map((env) => TestApi.start({ database, env: { ...env, TRUST_PROXY: 1 } })),
    );
  });
  after(async () => {
    await Promise.all(apis.map((api) => api.stop()));
    await database.drop();
  });

  /** Processes that run side by side at some time of a rolling restart. */
  const together = () =>
    [0, 1, 2].flatMap((step) => [
      { from: apis[step]!, to: apis[step + 1]!, names: `of step ${step + 1} at step ${step + 2}` },
      { from: apis[step + 1]!, to: apis[step]!, names: `of step ${step + 2} at step ${step + 1}` },
    ]);
  const cookiesOf = ({ headers }: Answer<unknown>) =>
    headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const register = (api: TestApi, key?: string) => {
    const email = `${key ?? randomUUID()}@example.test`;
    return api.call<{ accessToken: string; user: { email: string } }>('POST', '/auth/register', {
      body: { email, password, name: 'Ada', role: 'owner' },
      headers: key === undefined ? {} : { 'Idempotency-Key': key },
    });
  };

  it('keeps everybody signed in', async () => {
    for (const { from, to, names } of together()) {
      const { accessToken } = await from.signedIn('owner');
      expect((await to.call('GET', '/businesses', { token: accessToken })).status, names).to.equal(200);
    }
  });

  it('answers a repeated request with its first answer', async () => {
    for (const { from, to, names } of together()) {
      const { accessToken: token } = await from.signedIn('owner');
      const call = { token, body: { name: 'Riverside' }, headers: { 'Idempotency-Key': randomUUID() } };
      const answer = await from.call('POST', '/businesses', call);
      expect(answer.status).to.equal(201);
      const repeated = await to.call('POST', '/businesses', call);
      expect(repeated.body, names).to.deep.equal(answer.body);
      expect(repeated.headers.get('Idempotent-Replayed'), names).to.equal('true');
      const other = await to.call('POST', '/businesses', { ...call, body: { name: 'Another' } });
      expect(other.status, names).to.equal(422);
    }
  });

  it('knows the devices that have signed in before', async () => {
    for (const { from, to, names } of together()) {
      const registered = await register(from);
      const { email } = registered.body.user;
      const login = (secret: string, cookie = '') =>
        to.call('POST', '/auth/login', {
          body: { email, password: secret },
          headers: { 'X-Forwarded-For': '192.0.2.1', Cookie: cookie },
        });
      for (let i = 0; i < 5; i++) await login('wrong');
      expect((await login(password)).status).to.equal(429);
      const device = cookiesOf(registered).find((cookie) => cookie.startsWith('parkmate_device=')) ?? '';
      expect((await login(password, device)).status, names).to.equal(200);
    }
  });

  it('is over when the first secret is taken away: nothing of it is accepted', async () => {
    const [before, after] = [apis[0]!, apis[3]!];
    const { accessToken } = await before.signedIn('owner');
    expect((await after.call('GET', '/businesses', { token: accessToken })).status).to.equal(401);
  });
});
