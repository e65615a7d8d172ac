import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Session, SessionView } from '../../contract/api/accounts.js';
import type { Page } from '../../contract/values.js';
import { TestApi, type Answer } from '../../test/harness/api.js';
import { exampleBodies } from '../../test/security/example-body.js';
import { readOperations } from '../../test/security/operations.js';

const password = 'correct horse';
const better = 'a better battery staple';

interface Person {
  email: string;
  accessToken: string;
  cookie: string;
}

describe('One’s own account', () => {
  let api: TestApi;
  let other: TestApi;
  before(async () => {
    api = await TestApi.start();
    other = await TestApi.start({ database: api.database });
  });
  after(async () => {
    await other.stop();
    await api.stop();
  });

  const cookieOf = ({ headers }: Answer<unknown>) => headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const personOf = (email: string, answer: Answer<Session>): Person => ({
    email,
    accessToken: answer.body.accessToken,
    cookie: cookieOf(answer),
  });
  const register = async (): Promise<Person> => {
    const email = `${randomUUID()}@example.test`;
    const body = { email, password, name: 'Ada', role: 'user' };
    const headers = { 'User-Agent': 'Test Browser 1.0' };
    return personOf(email, await api.call<Session>('POST', '/auth/register', { body, headers }));
  };
  const login = (email: string, secret = password) =>
    api.call<Session>('POST', '/auth/login', { body: { email, password: secret } });
  const signInAgain = async ({ email }: Person) => personOf(email, await login(email));
  const change = (person: Person, body: object, headers = {}) =>
    api.call('POST', '/me/password', { token: person.accessToken, body, headers });
  const sessionsOf = async ({ accessToken }: Person, query = '') =>
    (await api.call<Page<SessionView>>('GET', `/me/sessions${query}`, { token: accessToken })).body;
  const works = async ({ accessToken }: Person) =>
    (await api.call('GET', '/me', { token: accessToken })).status === 200;
  const refreshes = async ({ cookie }: Person) =>
    (await api.call('POST', '/auth/refresh', { headers: { Cookie: cookie } })).status === 200;
  const sql = (text: string, email: string) =>
    api.services.db.query({ name: text.slice(0, 60), text }, [email]);
  const bothLook = () => Promise.all([api, other].map(({ services }) => services.revokedSessions.look()));

  describe('password', () => {
    it('is changed by who knows it, and ends all other sessions', async () => {
      const here = await register();
      const there = await signInAgain(here);
      const changed = await change(here, { currentPassword: password, newPassword: better });
      expect(changed.status).to.equal(204);
      expect(await works(here)).to.equal(true);
      expect(await works(there)).to.equal(false);
      expect(await refreshes(there)).to.equal(false);
      expect(await refreshes(here)).to.equal(true);
      expect((await login(here.email)).status).to.equal(401);
      expect((await login(here.email, better)).status).to.equal(200);
    });

    it('is changed once under an Idempotency-Key', async () => {
      const here = await register();
      const body = { currentPassword: password, newPassword: better };
      const key = { 'Idempotency-Key': randomUUID() };
      const [first, again] = [await change(here, body, key), await change(here, body, key)];
      expect([first.status, again.status]).to.deep.equal([204, 204]);
      expect(again.headers.get('Idempotent-Replayed')).to.equal('true');
    });

    it('is kept when the current one is wrong, which counts, and locks nobody else out', async () => {
      const here = await register();
      for (let i = 0; i < 5; i++) {
        const wrong = await change(here, { currentPassword: 'not it at all', newPassword: better });
        expect(wrong.status).to.equal(403);
        expect(wrong.body.code).to.equal('wrong_password');
      }
      const locked = await change(here, { currentPassword: password, newPassword: better });
      expect(locked.status).to.equal(429);
      expect(locked.body.code).to.equal('too_many_attempts');
      expect(Number(locked.headers.get('Retry-After'))).to.be.within(28, 30);
      const there = await signInAgain(here);
      expect((await change(there, { currentPassword: password, newPassword: better })).status).to.equal(204);
    });

    it('must be another one, and no worse than at registering', async () => {
      const here = await register();
      const same = await change(here, { currentPassword: password, newPassword: password });
      expect([same.status, same.body.code]).to.deep.equal([409, 'password_unchanged']);
      for (const newPassword of ['short', '1234567890', here.email, 'parkmate2026', 'aaaaaaaaaaaa']) {
        const weak = await change(here, { currentPassword: password, newPassword });
        expect(weak.status, newPassword).to.equal(400);
        expect(weak.body.errors?.map(({ path }) => path)).to.deep.equal(['newPassword']);
      }
      expect((await login(here.email)).status).to.equal(200);
    });

    it('is changed by one of two who change it at once', async () => {
      const here = await register();
      const there = await signInAgain(here);
      const answers = await Promise.all([
        change(here, { currentPassword: password, newPassword: better }),
        change(there, { currentPassword: password, newPassword: `${better}!` }),
      ]);
      expect(answers.filter(({ status }) => status === 204)).to.have.lengthOf(1);
    });
  });

  describe('sessions', () => {
    it('are listed newest first, with this one marked and no other person’s', async () => {
      const here = await register();
      await register();
      const there = await signInAgain(here);
      const { items } = await sessionsOf(there);
      expect(items.map(({ current }) => current)).to.deep.equal([true, false]);
      expect(items[1]).to.include({ device: 'Test Browser 1.0' });
      const pages = await sessionsOf(here, '?limit=1');
      expect(pages.items[0]?.id).to.equal(items[0]?.id);
      const rest = await sessionsOf(here, `?cursor=${pages.nextCursor ?? ''}`);
      expect(rest.items.map(({ id }) => id)).to.deep.equal([items[1]?.id]);
      expect(rest.nextCursor).to.equal(null);
    });

    it('say when they were used last, and are gone from the list when they are over', async () => {
      const here = await register();
      const there = await signInAgain(here);
      await sql(
        `UPDATE sessions SET last_used_at = now() - interval '1 day'
         WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
        here.email,
      );
      await refreshes(there);
      const [newest, oldest] = (await sessionsOf(here)).items;
      expect(Date.parse(newest?.lastUsedAt ?? '')).to.be.above(
        Date.parse(oldest?.lastUsedAt ?? '') + 80_000_000,
      );
      await api.call('POST', '/auth/logout', { token: there.accessToken });
      expect((await sessionsOf(here)).items).to.have.lengthOf(1);
    });

    it('end one by one, once, and only by their owner', async () => {
      const [here, stranger] = [await register(), await register()];
      const there = await signInAgain(here);
      const id = (await sessionsOf(there)).items[0]?.id ?? '';
      const end = ({ accessToken }: Person) =>
        api.call('DELETE', `/me/sessions/${id}`, { token: accessToken });
      expect((await end(stranger)).status).to.equal(404);
      expect(await works(there)).to.equal(true);
      expect((await end(here)).status).to.equal(204);
      expect(await works(there)).to.equal(false);
      expect(await refreshes(there)).to.equal(false);
      expect((await end(here)).status).to.equal(404);
      expect(await works(here)).to.equal(true);
    });

    it('end everywhere at once', async () => {
      const [here, stranger] = [await register(), await register()];
      const there = await signInAgain(here);
      const told: string[] = [];
      api.services.revokedSessions.onRevoked((id) => told.push(id));
      expect((await api.call('DELETE', '/me/sessions', { token: here.accessToken })).status).to.equal(204);
      expect([await works(here), await works(there), await works(stranger)]).to.deep.equal([
        false,
        false,
        true,
      ]);
      expect(told).to.have.lengthOf(2);
    });
  });

  describe('that is changed by its operators', () => {
    it('loses its sessions with its role, in every process', async () => {
      const here = await register();
      await sql(`UPDATE users SET role = 'user' WHERE email = $1`, here.email);
      await bothLook();
      expect(await works(here), 'the role is what it was').to.equal(true);
      const told: string[] = [];
      other.services.revokedSessions.onRevoked((id) => told.push(id));
      await sql(`UPDATE users SET role = 'owner' WHERE email = $1`, here.email);
      await bothLook();
      expect(told).to.have.lengthOf(1);
      expect(await works(here)).to.equal(false);
      expect(await refreshes(here)).to.equal(false);
      const again = await login(here.email);
      expect(again.body.user.role).to.equal('owner');
    });

    it('loses its sessions, and gets no others, while it is suspended', async () => {
      const here = await register();
      await sql('UPDATE users SET suspended_at = now() WHERE email = $1', here.email);
      await bothLook();
      expect(await works(here)).to.equal(false);
      expect(await refreshes(here)).to.equal(false);
      expect((await login(here.email)).status).to.equal(403);
      await sql('UPDATE users SET suspended_at = NULL WHERE email = $1', here.email);
      expect(await refreshes(here)).to.equal(false);
      expect((await login(here.email)).status).to.equal(200);
    });

    it('loses its sessions when their rows are deleted', async () => {
      const here = await register();
      await sql(`DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = $1)`, here.email);
      await bothLook();
      expect(await works(here)).to.equal(false);
    });

    it('is 401 on every route once it is removed, and never 500 in the moment before that is known', async () => {
      const calls = (await readOperations(api.url)).filter(({ who }) => who !== 'anybody');
      expect(calls.map(({ call }) => call)).to.include('GET /me/sessions');
      for (const role of ['user', 'owner', 'admin', 'operator'] as const) {
        const person = await api.signedIn(role);
        await sql('DELETE FROM users WHERE email = $1', person.user.email);
        const attempt = async ({ method, path, body }: (typeof calls)[number]) => {
          const example = body ? exampleBodies(body, () => randomUUID())[0] : undefined;
          const { status } = await api.call(method, path.replace(/\{[^}]+\}/, randomUUID()), {
            token: person.accessToken,
            ...(example ? { body: example } : {}),
          });
          return `${method} ${path} ${status}`;
        };
        const early = [];
        for (const call of calls) early.push(await attempt(call));
        expect(early.filter((line) => / 5\d\d$/.test(line))).to.deep.equal([]);
        await bothLook();
        for (const call of calls) expect(await attempt(call)).to.match(/ 401$/);
      }
    });
  });
});
