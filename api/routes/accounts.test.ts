import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Session } from '../../contract/api/accounts.js';
import { TestApi, type Answer } from '../../test/api.js';

const password = 'correct horse';
const newEmail = () => `${randomUUID()}@example.test`;

describe('accounts', () => {
  let api: TestApi;
  before(async () => (api = await TestApi.start({ env: { PUBLIC_ORIGIN: ['http://parkmate.test'] } })));
  after(() => api.stop());

  const register = (email: string, more = {}) =>
    api.call<Session>('POST', '/auth/register', {
      body: { email, password, name: 'Ada', role: 'user', ...more },
    });
  const login = (email: string, secret = password) =>
    api.call<Session & { code: string }>('POST', '/auth/login', { body: { email, password: secret } });
  const refresh = (cookie: string, headers = {}) =>
    api.call<Session & { code: string }>('POST', '/auth/refresh', {
      headers: { Cookie: cookie, ...headers },
    });
  const logout = (headers: Record<string, string>) => api.call('POST', '/auth/logout', { headers });
  const me = (token: string) => api.call<{ id: string; code: string }>('GET', '/me', { token });
  const cookieOf = ({ headers }: Answer<unknown>) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

  describe('register', () => {
    it('makes an account and signs it in', async () => {
      const email = newEmail();
      const { status, body } = await register(email.toUpperCase());
      expect(status).to.equal(201);
      expect(body.user).to.have.all.keys('id', 'email', 'name', 'role');
      expect(body.user).to.include({ email, name: 'Ada', role: 'user' });
      const lifeMs = Date.parse(body.expiresAt) - Date.now();
      expect(lifeMs).to.be.within(890_000, 902_000);
      expect((await me(body.accessToken)).body).to.deep.equal(body.user);
    });

    it('gives the refresh token as a cookie that scripts and other sites cannot reach', async () => {
      const { headers } = await register(newEmail());
      expect(headers.getSetCookie()).to.have.lengthOf(1);
      expect(headers.getSetCookie()[0]).to.match(
        /^parkmate_refresh=[\w-]{43}; Max-Age=2592000; Path=\/api\/auth; HttpOnly; SameSite=Strict$/,
      );
    });

    it('opens an inbox with the account', async () => {
      const { body } = await register(newEmail());
      const rows = await api.services.db.query(
        { name: 'inbox', text: 'SELECT unread_count FROM inboxes WHERE user_id = $1' },
        [body.user.id],
      );
      expect(rows).to.deep.equal([{ unread_count: 0 }]);
    });

    it('refuses an address that is taken, in whatever case', async () => {
      const email = newEmail();
      await register(email);
      const again = await register(email.toUpperCase());
      expect(again.status).to.equal(409);
      expect(again.body).to.include({ code: 'email_taken' });
      expect(again.headers.getSetCookie()).to.deep.equal([]);
    });

    it('gives an address to one of many who ask for it at once', async () => {
      const email = newEmail();
      const answers = await Promise.all(Array.from({ length: 5 }, () => register(email)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
    });

    it('gives out no role that is not for everybody', async () => {
      for (const role of ['admin', 'operator', 'root', null]) {
        expect((await register(newEmail(), { role })).status, String(role)).to.equal(400);
      }
    });

    it('names every field that is wrong', async () => {
      const { status, body } = await api.call('POST', '/auth/register', {
        body: { email: 'no', password: 'short', name: ' ', role: 'user', status: 'x' },
      });
      expect(status).to.equal(400);
      expect(body.code).to.equal('invalid_request');
      expect(body.errors?.map(({ path }) => path)).to.include.members(['email', 'password', 'name']);
      expect(JSON.stringify(body.errors)).to.contain('status').and.not.contain('short"');
    });
  });

  describe('login', () => {
    it('accepts the right password, in whatever case the address is written', async () => {
      const email = newEmail();
      await register(email);
      const { status, body } = await login(email.toUpperCase());
      expect(status).to.equal(200);
      expect((await me(body.accessToken)).status).to.equal(200);
    });

    it('answers alike for an unknown address and a wrong password', async () => {
      const email = newEmail();
      await register(email);
      const [wrong, unknown] = [await login(email, 'wrong horse'), await login(newEmail(), 'wrong horse')];
      const { requestId: _, ...told } = wrong.body as unknown as Record<string, unknown>;
      expect(wrong.status).to.equal(401);
      expect(unknown.status).to.equal(401);
      expect(unknown.body).to.include(told);
      expect(wrong.headers.get('WWW-Authenticate')).to.match(/^Bearer/);
    });

    for (const known of [true, false]) {
      it(`locks ${known ? 'an account' : 'an address without one'} after five failures`, async () => {
        const email = newEmail();
        if (known) await register(email);
        for (let i = 0; i < 5; i++) expect((await login(email, 'wrong horse')).status).to.equal(401);
        const refused = await login(email);
        expect(refused.status).to.equal(429);
        expect(refused.body.code).to.equal('too_many_attempts');
        expect(Number(refused.headers.get('Retry-After'))).to.be.within(28, 30);
      });
    }
  });

  describe('refresh', () => {
    it('gives another token and another cookie of the same session', async () => {
      const first = await register(newEmail());
      const second = await refresh(cookieOf(first));
      expect(second.status).to.equal(200);
      expect(second.body.user).to.deep.equal(first.body.user);
      expect(second.body.accessToken).not.to.equal(first.body.accessToken);
      expect(cookieOf(second)).not.to.equal(cookieOf(first));
      expect((await refresh(cookieOf(second))).status).to.equal(200);
    });

    it('ends the whole session when a cookie is used twice', async () => {
      const first = await register(newEmail());
      const second = await refresh(cookieOf(first));
      expect((await me(second.body.accessToken)).status).to.equal(200);

      const stolen = await refresh(cookieOf(first));
      expect(stolen.status).to.equal(401);
      expect(cookieOf(stolen)).to.equal('parkmate_refresh=');
      expect((await refresh(cookieOf(second))).status).to.equal(401);
      expect((await me(second.body.accessToken)).status).to.equal(401);
      expect((await me(first.body.accessToken)).status).to.equal(401);
    });

    it('leaves other sessions of the same person alone', async () => {
      const email = newEmail();
      const first = await register(email);
      const other = await login(email);
      await refresh(cookieOf(first));
      await refresh(cookieOf(first));
      expect((await refresh(cookieOf(other))).status).to.equal(200);
    });

    it('rotates once when the same cookie comes twice at once', async () => {
      const first = await register(newEmail());
      const both = await Promise.all([refresh(cookieOf(first)), refresh(cookieOf(first))]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 401]);
    });

    it('repeats the rotation under an Idempotency-Key instead of taking it for theft', async () => {
      const first = await register(newEmail());
      const key = { 'Idempotency-Key': randomUUID() };
      const [second, again] = [await refresh(cookieOf(first), key), await refresh(cookieOf(first), key)];
      expect(again.status).to.equal(200);
      expect(again.headers.get('Idempotent-Replayed')).to.equal('true');
      expect(again.body).to.deep.equal(second.body);
      expect(cookieOf(again)).to.equal(cookieOf(second));
      expect((await refresh(cookieOf(again))).status).to.equal(200);
    });

    it('ends the session also when the second use carries a key', async () => {
      const first = await register(newEmail());
      const second = await refresh(cookieOf(first));
      expect((await refresh(cookieOf(first), { 'Idempotency-Key': randomUUID() })).status).to.equal(401);
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

  it('keeps passwords as argon2id and refresh tokens as hashes', async () => {
    const email = newEmail();
    const { headers } = await register(email);
    const token = headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
    const [user] = await api.services.db.query<{ hash: string }>(
      { name: 'hash', text: 'SELECT password_hash AS hash FROM users WHERE email = $1' },
      [email],
    );
    expect(user?.hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const rows = await api.services.db.query({
      name: 'tokens',
      text: `SELECT 1 FROM refresh_tokens WHERE encode(token_hash, 'escape') = '${token}'`,
    });
    expect(rows).to.deep.equal([]);
  });
});
