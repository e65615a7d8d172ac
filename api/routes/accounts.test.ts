import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Session } from '../../contract/api/accounts.js';
import { TestApi } from '../../test/harness/api.js';

const password = 'correct horse';
const newEmail = () => `${randomUUID()}@example.test`;

describe('register and login', () => {
  let api: TestApi;
  before(async () => (api = await TestApi.start()));
  after(() => api.stop());

  const register = (email: string, more = {}) =>
    api.call<Session>('POST', '/auth/register', {
      body: { email, password, name: 'Ada', role: 'user', ...more },
    });
  const login = (email: string, secret = password) =>
    api.call<Session & { code: string }>('POST', '/auth/login', { body: { email, password: secret } });
  const me = (token: string) => api.call<{ id: string; code: string }>('GET', '/me', { token });

  describe('register', () => {
    it('makes an account and signs it in', async () => {
      const email = newEmail();
      const { status, body } = await register(email.toUpperCase());
      expect(status).to.equal(201);
      expect(body.user).to.have.all.keys('id', 'email', 'name', 'role', 'language');
      expect(body.user).to.include({ email, name: 'Ada', role: 'user', language: 'en' });
      const lifeMs = Date.parse(body.expiresAt) - Date.now();
      expect(lifeMs).to.be.within(890_000, 902_000);
      expect((await me(body.accessToken)).body).to.deep.include(body.user);
    });

    it('gives the refresh token as a cookie that scripts and other sites cannot reach', async () => {
      const { headers } = await register(newEmail());
      const attributes = '; Path=/api/auth; HttpOnly; SameSite=Strict';
      const [refresh, device, ...more] = headers.getSetCookie();
      expect(refresh)
        .to.match(/^parkmate_refresh=[\w-]{43}; Max-Age=2592000;/)
        .and.to.contain(attributes);
      expect(device)
        .to.match(/^parkmate_device=[\w-]{22}\.[\w-]{43}; Max-Age=34560000;/)
        .and.to.contain(attributes);
      expect(more).to.deep.equal([]);
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
