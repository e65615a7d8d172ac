import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Account, Session } from '../../contract/api/accounts.js';
import { TestApi } from '../../test/harness/api.js';

const password = 'correct horse';

describe('One’s own language', () => {
  let api: TestApi;
  before(async () => {
    api = await TestApi.start();
  });
  after(() => api.stop());

  const registerWith = (body: object = {}, headers: Record<string, string> = {}) =>
    api.call<Session>('POST', '/auth/register', {
      body: { email: `${randomUUID()}@example.test`, password, name: 'Ada', role: 'user', ...body },
      headers,
    });
  const register = async () => {
    const { body, headers } = await registerWith();
    return { ...body, cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  };

  const languageOf = async ({ accessToken }: Session) =>
    (await api.call<Account>('GET', '/me', { token: accessToken })).body.language;
  const signInAgain = async (email: string) =>
    (await api.call<Session>('POST', '/auth/login', { body: { email, password } })).body;
  const patch = ({ accessToken }: Session, body: object) =>
    api.call<Account>('PATCH', '/me', { token: accessToken, body });

  it('is changed by whose it is, for every session from then on', async () => {
    const [here, stranger] = [await register(), await register()];
    const changed = await patch(here, { language: 'es' });
    expect(changed.status).to.equal(200);
    expect(changed.body).to.include({ email: here.user.email, language: 'es' });
    expect(await languageOf(await signInAgain(here.user.email))).to.equal('es');
    const refreshed = await api.call<Session>('POST', '/auth/refresh', {
      headers: { Cookie: here.cookie },
    });
    expect(refreshed.body.user.language).to.equal('es');
    expect(await languageOf(stranger)).to.equal('en');
  });

  it('is one of those that there are, and nothing else is changed with it', async () => {
    const here = await register();
    for (const body of [{ language: 'de' }, { language: null }, {}, { language: 'es', role: 'admin' }])
      expect((await patch(here, body)).status, JSON.stringify(body)).to.equal(400);
    expect(await languageOf(here)).to.equal('en');
  });

  it('is that of the browser at first, unless another one is asked for', async () => {
    const spanish = { 'Accept-Language': 'de, es-MX;q=0.8, en;q=0.5' };
    expect((await registerWith({}, spanish)).body.user.language).to.equal('es');
    expect((await registerWith({ language: 'en' }, spanish)).body.user.language).to.equal('en');
    expect((await registerWith({}, { 'Accept-Language': 'de' })).body.user.language).to.equal('en');
  });
});
