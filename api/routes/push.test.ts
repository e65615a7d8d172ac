import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import webPush from 'web-push';
import type { Session } from '../../contract/api/accounts.js';
import type { PushState } from '../../contract/api/push.js';
import { TestApi } from '../../test/harness/api.js';
import { wellKnown } from '../../test/security/example-body.js';

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const keys = { p256dh: wellKnown.p256dh?.[0], auth: wellKnown.auth?.[0] };
const newEndpoint = () => `https://fcm.googleapis.com/fcm/send/${randomUUID()}`;

describe('Web push for a session', () => {
  let api: TestApi;
  before(async () => {
    api = await TestApi.start({
      env: {
        VAPID_PUBLIC_KEY: publicKey,
        VAPID_PRIVATE_KEY: privateKey,
        VAPID_SUBJECT: 'mailto:a@b.example',
      },
    });
  });
  after(() => api.stop());

  const password = 'correct horse';
  async function register() {
    const email = `${randomUUID()}@example.test`;
    const body = { email, password, name: 'Ada', role: 'user' };
    const { accessToken } = (await api.call<Session>('POST', '/auth/register', { body })).body;
    return { email, token: accessToken };
  }
  const signInAgain = async (email: string) =>
    (await api.call<Session>('POST', '/auth/login', { body: { email, password } })).body.accessToken;
  const put = (token: string, endpoint: string, given: object = keys) =>
    api.call<PushState>('PUT', '/me/push', { token, body: { endpoint, keys: given } });
  const shown = async (token: string) => (await api.call<PushState>('GET', '/me/push', { token })).body;
  const endpointOf = async (token: string) => (await shown(token)).subscription?.endpoint;
  const rowsOf = (endpoint: string) =>
    api.services.db.query<{ id: string; provider: string }>(
      { name: 'test-subscriptions', text: 'SELECT id, provider FROM push_subscriptions WHERE endpoint = $1' },
      [endpoint],
    );

  it('says with which key to subscribe, and what is subscribed', async () => {
    const { token } = await register();
    expect(await shown(token)).to.deep.equal({ publicKey, subscription: null });
    const endpoint = newEndpoint();
    expect((await put(token, endpoint)).status).to.equal(200);
    expect(await endpointOf(token)).to.equal(endpoint);
    expect((await rowsOf(endpoint))[0]?.provider).to.equal('push:fcm.googleapis.com');
    for (let again = 0; again < 2; again++)
      expect((await api.call('DELETE', '/me/push', { token })).status).to.equal(204);
    expect(await shown(token)).to.deep.equal({ publicKey, subscription: null });
  });

  it('keeps one for a session, whose address may be renewed, also by many at once', async () => {
    const { token } = await register();
    const [first, second] = [newEndpoint(), newEndpoint()];
    await put(token, first);
    const [before] = await rowsOf(first);
    await put(token, second);
    expect(await rowsOf(first)).to.deep.equal([]);
    expect((await rowsOf(second))[0]?.id, 'what is on its way still arrives').to.equal(before?.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(token, newEndpoint())));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(answers.map(({ body }) => body.subscription?.endpoint)).to.include(await endpointOf(token));
  });

  it('gives a browser to whoever signs in there: nothing that was for somebody else arrives', async () => {
    const [ada, bob] = [await register(), await register()];
    const endpoint = newEndpoint();
    await put(ada.token, endpoint);
    const [adas] = await rowsOf(endpoint);
    await put(bob.token, endpoint);
    expect([await endpointOf(ada.token), await endpointOf(bob.token)]).to.deep.equal([undefined, endpoint]);
    expect((await rowsOf(endpoint))[0]?.id).to.not.equal(adas?.id);
  });

  it('stays with a browser when the same person signs in again', async () => {
    const ada = await register();
    const endpoint = newEndpoint();
    await put(ada.token, endpoint);
    const later = await signInAgain(ada.email);
    await put(later, endpoint);
    expect([await endpointOf(ada.token), await endpointOf(later)]).to.deep.equal([undefined, endpoint]);
    expect(await rowsOf(endpoint)).to.have.length(1);
  });

  it('is for twenty devices of one person, the latest ones', async () => {
    const { email, token } = await register();
    await put(token, newEndpoint());
    for (let device = 0; device < 20; device++) {
      const later = await signInAgain(email);
      await put(later, newEndpoint());
    }
    expect(await endpointOf(token)).to.equal(undefined);
  }).timeout(20_000);

  for (const [what, endpoint, given] of [
    ['an address of no push service', 'https://169.254.169.254/latest', keys],
    ['plain http', 'http://fcm.googleapis.com/fcm/send/abc', keys],
    ['no address', 'fcm', keys],
    ['a key that is no point of the curve', newEndpoint(), { ...keys, p256dh: 'A'.repeat(87) }],
    ['a key that is too short', newEndpoint(), { ...keys, p256dh: 'BA' }],
    ['a secret that is too long', newEndpoint(), { ...keys, auth: 'A'.repeat(24) }],
    ['a secret of other characters', newEndpoint(), { ...keys, auth: '+'.repeat(22) }],
    ['another field', newEndpoint(), { ...keys, extra: 1 }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { token } = await register();
      const { status } = await put(token, endpoint, given);
      expect(status).to.equal(400);
      expect(await endpointOf(token)).to.equal(undefined);
    });
  }

  it('is not to be had where there are no keys', async () => {
    const without = await TestApi.start({ database: api.database });
    const { token } = await register();
    const body = { endpoint: newEndpoint(), keys };
    expect((await without.call('PUT', '/me/push', { token, body })).status).to.equal(409);
    expect((await without.call<PushState>('GET', '/me/push', { token })).body.publicKey).to.equal(null);
    await without.stop();
  });
});
