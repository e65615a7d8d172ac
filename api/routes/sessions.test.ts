import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Session } from '../../contract/api/accounts.js';
import { TestApi, type Answer } from '../../test/harness/api.js';

describe('sessions', () => {
  let api: TestApi;
  before(async () => (api = await TestApi.start({ env: { PUBLIC_ORIGIN: ['http://parkmate.test'] } })));
  after(() => api.stop());

  const refresh = (cookie: string, headers = {}) =>
    api.call<Session & { code: string }>('POST', '/auth/refresh', {
      headers: { Cookie: cookie, ...headers },
    });
  const logout = (headers: Record<string, string>) => api.call('POST', '/auth/logout', { headers });
  const me = (token: string) => api.call<{ id: string; code: string }>('GET', '/me', { token });
  const cookieOf = ({ headers }: Answer<unknown>) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

  describe('refresh', () => {
    it('gives another token and another cookie of the same session', async () => {
      const first = await api.signedIn('user');
      const second = await refresh(first.cookie);
      expect(second.status).to.equal(200);
      expect(second.body.user).to.deep.equal(first.user);
      expect(second.body.accessToken).not.to.equal(first.accessToken);
      expect(cookieOf(second)).not.to.equal(first.cookie);
      expect((await refresh(cookieOf(second))).status).to.equal(200);
    });

    it('ends the whole session when a cookie is used twice', async () => {
      const first = await api.signedIn('user');
      const second = await refresh(first.cookie);
      expect((await me(second.body.accessToken)).status).to.equal(200);

      const stolen = await refresh(first.cookie);
      expect(stolen.status).to.equal(401);
      expect(cookieOf(stolen)).to.equal('parkmate_refresh=');
      expect((await refresh(cookieOf(second))).status).to.equal(401);
      expect((await me(second.body.accessToken)).status).to.equal(401);
      expect((await me(first.accessToken)).status).to.equal(401);
    });

    it('leaves other sessions of the same person alone', async () => {
      const person = { email: `${randomUUID()}@example.test`, password: 'correct horse' };
      const registered = await api.call('POST', '/auth/register', {
        body: { ...person, name: 'Ada', role: 'user' },
      });
      const other = await api.call('POST', '/auth/login', { body: person });
      const first = { cookie: cookieOf(registered) };
      await refresh(first.cookie);
      await refresh(first.cookie);
      expect((await refresh(cookieOf(other))).status).to.equal(200);
    });

    it('rotates once when the same cookie comes many times at once', async () => {
      for (let round = 0; round < 10; round++) {
        const { cookie } = await api.signedIn('user');
        const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(cookie)));
        expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(1);
      }
    });

    it('repeats the rotation under an Idempotency-Key instead of taking it for theft', async () => {
      const first = await api.signedIn('user');
      const key = { 'Idempotency-Key': randomUUID() };
      const [second, again] = [await refresh(first.cookie, key), await refresh(first.cookie, key)];
      expect(again.status).to.equal(200);
      expect(again.headers.get('Idempotent-Replayed')).to.equal('true');
      expect(again.body).to.deep.equal(second.body);
      expect(cookieOf(again)).to.equal(cookieOf(second));
      expect((await refresh(cookieOf(again))).status).to.equal(200);
    });

    it('ends the session also when the second use carries a key', async () => {
      const first = await api.signedIn('user');
      const second = await refresh(first.cookie);
      expect((await refresh(first.cookie, { 'Idempotency-Key': randomUUID() })).status).to.equal(401);
      expect((await refresh(cookieOf(second))).status).to.equal(401);
    });

    it('refuses what is no cookie of ours, and none', async () => {
      for (const cookie of ['parkmate_refresh=abc', 'parkmate_refresh=', 'other=1', 'parkmate_refresh=%00']) {
        const { status, body } = await refresh(cookie);
        expect(status, cookie).to.equal(401);
        expect(body.code).to.equal('unauthenticated');
      }
    });

    it('refuses a cookie whose time is over', async () => {
      const { cookie } = await api.signedIn('user');
      await api.services.db.query({ name: 'age', text: `UPDATE refresh_tokens SET expires_at = now()` });
      expect((await refresh(cookie)).status).to.equal(401);
    });

    it('is closed to other sites', async () => {
      const { cookie } = await api.signedIn('user');
      for (const Origin of ['https://evil.test', 'null', 'http://parkmate.test.evil.test']) {
        const refused = await refresh(cookie, { Origin });
        expect(refused.status).to.equal(403);
        expect(refused.body.code).to.equal('origin_not_allowed');
      }
      expect((await refresh(cookie, { Origin: 'http://parkmate.test' })).status).to.equal(200);
    });
  });

  describe('logout', () => {
    it('ends the session of the cookie at once, and takes the cookie back', async () => {
      const { cookie, accessToken } = await api.signedIn('user');
      const out = await logout({ Cookie: cookie });
      expect(out.status).to.equal(204);
      expect(out.headers.getSetCookie()[0]).to.match(/^parkmate_refresh=; Max-Age=0; Path=\/api\/auth;/);
      expect((await me(accessToken)).status).to.equal(401);
      expect((await refresh(cookie)).status).to.equal(401);
    });

    it('ends the session of a bearer token', async () => {
      const { cookie, accessToken } = await api.signedIn('user');
      expect((await logout({ Authorization: `Bearer ${accessToken}` })).status).to.equal(204);
      expect((await me(accessToken)).status).to.equal(401);
      expect((await refresh(cookie)).status).to.equal(401);
    });

    it('tells who listens for ended sessions', async () => {
      const { cookie, sessionId } = await api.signedIn('user');
      const ended: string[] = [];
      api.services.revokedSessions.onRevoked((id) => ended.push(id));
      await logout({ Cookie: cookie });
      await logout({ Cookie: cookie });
      expect(ended).to.deep.equal([sessionId]);
    });

    it('works with a cookie whose access token has run out or is broken', async () => {
      const { cookie } = await api.signedIn('user');
      expect((await logout({ Cookie: cookie, Authorization: 'Bearer broken' })).status).to.equal(204);
      expect((await refresh(cookie)).status).to.equal(401);
    });

    it('has nothing to end for who is not signed in, and refuses a bad token', async () => {
      expect((await logout({})).status).to.equal(204);
      expect((await logout({ Authorization: 'Bearer broken' })).status).to.equal(401);
    });

    it('is closed to other sites', async () => {
      const { cookie } = await api.signedIn('user');
      expect((await logout({ Cookie: cookie, Origin: 'https://evil.test' })).status).to.equal(403);
      expect((await refresh(cookie)).status).to.equal(200);
    });
  });

  it('marks the cookie Secure where browsers come over https', async () => {
    const secure = await TestApi.start({
      database: api.database,
      env: { PUBLIC_ORIGIN: ['https://parkmate.test'] },
    });
    try {
      const { cookie } = await secure.signedIn('user');
      const { headers } = await secure.call('POST', '/auth/refresh', { headers: { Cookie: cookie } });
      expect(headers.getSetCookie()[0]).to.match(/; Secure/);
      expect(headers.get('Strict-Transport-Security')).to.match(/max-age=31536000/);
    } finally {
      await secure.stop();
    }
  });
});
