import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { TestApi, type Answer } from '../../test/harness/api.js';

const password = 'correct horse';

describe('A device that has signed in before', () => {
  let api: TestApi;
  before(async () => (api = await TestApi.start({ env: { TRUST_PROXY: 1 } })));
  after(() => api.stop());

  const deviceOf = ({ headers }: Answer<unknown>) =>
    headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('parkmate_device='))
      ?.split(';')[0];
  const register = async () => {
    const email = `${randomUUID()}@example.test`;
    const answer = await api.call('POST', '/auth/register', {
      body: { email, password, name: 'Ada', role: 'user' },
    });
    return {
      email,
      device: deviceOf(answer) ?? '',
      refresh: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    };
  };
  const login = (email: string, { secret = password, cookie = '', from = '192.0.2.1' } = {}) =>
    api.call('POST', '/auth/login', {
      body: { email, password: secret },
      headers: { 'X-Forwarded-For': from, ...(cookie ? { Cookie: cookie } : {}) },
    });
  const lockOut = async (email: string, from = '192.0.2.1') => {
    for (let i = 0; i < 5; i++) expect((await login(email, { secret: 'wrong', from })).status).to.equal(401);
    expect((await login(email, { from })).status).to.equal(429);
  };

  it('gets in with the right password where strangers at its address are locked out', async () => {
    const { email, device } = await register();
    await lockOut(email);
    expect((await login(email, { cookie: device })).status).to.equal(200);
    expect((await login(email)).status).to.equal(429);
    expect((await login(email, { from: '192.0.2.2' })).status).to.equal(200);
  });

  it('is locked out itself by guesses of its own', async () => {
    const { email, device } = await register();
    for (let i = 0; i < 5; i++)
      expect((await login(email, { secret: 'wrong', cookie: device })).status).to.equal(401);
    expect((await login(email, { cookie: device })).status).to.equal(429);
    expect((await login(email)).status).to.equal(200);
  });

  it('is known for its own account alone, and by no cookie that was not given out', async () => {
    const [one, other] = [await register(), await register()];
    await lockOut(one.email);
    const [id = ''] = one.device.split('.');
    for (const cookie of [
      other.device,
      id,
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `${one.device}A`,
      'parkmate_device=~~~',
      `parkmate_device=${'x.y~'.repeat(500)}`,
    ])
      expect((await login(one.email, { cookie })).status, cookie).to.equal(429);
  });

  it('stays known to all who share it', async () => {
    const one = await register();
    const two = await register();
    const shared = deviceOf(await login(two.email, { cookie: one.device })) ?? '';
    for (const { email } of [one, two]) {
      await lockOut(email);
      const back = await login(email, { cookie: shared });
      expect(back.status).to.equal(200);
      expect(deviceOf(back), 'it need not be told again').to.equal(undefined);
    }
  });

  it('is told when it refreshes, where it signed in under an earlier release', async () => {
    const { email, refresh } = await register();
    const refreshed = await api.call('POST', '/auth/refresh', { headers: { Cookie: refresh } });
    await lockOut(email);
    expect((await login(email, { cookie: deviceOf(refreshed) ?? '' })).status).to.equal(200);
  });

  it('proves nothing but that: it signs nobody in', async () => {
    const { device } = await register();
    const value = device.split('=')[1] ?? '';
    for (const cookie of [device, `parkmate_refresh=${value}`])
      expect((await api.call('POST', '/auth/refresh', { headers: { Cookie: cookie } })).status).to.equal(401);
  });

  it('does not need one address for each guess from one line of IPv6', async () => {
    const { email } = await register();
    for (let i = 0; i < 5; i++)
      expect((await login(email, { secret: 'wrong', from: `2001:db8:1:2::${i + 1}` })).status).to.equal(401);
    expect((await login(email, { from: '2001:db8:1:2:ffff::9' })).status).to.equal(429);
    expect((await login(email, { from: '2001:db8:1:3::1' })).status).to.equal(200);
    await lockOut(email, '203.0.113.9');
    expect((await login(email, { from: '::ffff:203.0.113.9' })).status).to.equal(429);
  });
});
