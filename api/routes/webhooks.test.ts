import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import sinon from 'sinon';
import type { Session } from '../../contract/api/accounts.js';
import type { ProblemDocument } from '../../contract/api/problem.js';
import type { Webhook } from '../../contract/api/webhooks.js';
import { TestApi } from '../../test/harness/api.js';
import { resolveTo } from '../../test/harness/resolve-to.js';

describe('The address of a webhook', () => {
  let strict: TestApi;
  let lenient: TestApi;
  let token: string;
  before(async () => {
    [strict, lenient] = await Promise.all([
      TestApi.start(),
      TestApi.start({ env: { WEBHOOKS_PRIVATE: 'on' } }),
    ]);
  });
  after(() => Promise.all([strict.stop(), lenient.stop()]));
  afterEach(() => {
    sinon.restore();
  });

  const register = async (api: TestApi) => {
    const body = {
      email: `${randomUUID()}@example.test`,
      password: 'correct horse',
      name: 'Ada',
      role: 'owner',
    };
    return (await api.call<Session>('POST', '/auth/register', { body })).body.accessToken;
  };
  beforeEach(async () => {
    token = await register(strict);
  });
  const list = async () =>
    (await strict.call<{ items: Webhook[] }>('GET', '/webhooks', { token })).body.items;
  const make = (url: string) => strict.call<Webhook>('POST', '/webhooks', { token, body: { url } });
  const move = (id: string, url: string) =>
    strict.call<Webhook>('PATCH', `/webhooks/${id}`, { token, body: { url, enabled: false } });

  /** Both routes that take one answer so, and change nothing. */
  const expectRefused = async (url: string, says: string) => {
    const { body: made } = await make('https://93.184.216.34/');
    const before = await list();
    for (const answer of [await make(url), await move(made.id, url)]) {
      expect(answer.status, url).to.equal(400);
      const problem = answer.body as unknown as ProblemDocument;
      expect(problem).to.deep.include({
        code: 'invalid_request',
        errors: [{ path: 'url', message: says }],
      });
    }
    expect(await list()).to.deep.equal(before);
    await strict.call('DELETE', `/webhooks/${made.id}`, { token });
  };

  it('is refused where it is a private one, before anything is sent', async () => {
    for (const host of [
      '127.0.0.1',
      '10.0.0.8',
      '169.254.169.254',
      '[::1]',
      '[::ffff:10.0.0.8]',
      'localhost',
    ])
      await expectRefused(`https://${host}/hook`, 'must be at a public address');
  });

  it('is refused where its name stands for a private one, also among others', async () => {
    resolveTo('10.0.0.8');
    await expectRefused('https://hook.example/', 'must be at a public address');
    sinon.restore();
    resolveTo('93.184.216.34', 'fd00::1');
    await expectRefused('https://hook.example/', 'must be at a public address');
  });

  it('is refused where it is not encrypted', () =>
    expectRefused('http://93.184.216.34/', 'must begin with https://'));

  it('is taken where it is a public one, or its name stands for public ones, or cannot be looked up now', async () => {
    const { body: made } = await make('https://93.184.216.34/');
    for (const addresses of [['93.184.216.34', '2606:4700::1111'], []]) {
      resolveTo(...addresses);
      expect((await make('https://hook.example/')).status).to.equal(201);
      expect((await move(made.id, 'https://hook.example/')).body).to.include({
        url: 'https://hook.example/',
      });
      sinon.restore();
    }
  });

  it("tells nobody whether somebody else's webhook is there", async () => {
    const { body: made } = await make('https://93.184.216.34/');
    token = await register(strict);
    for (const url of ['https://127.0.0.1/', 'https://93.184.216.34/'])
      expect((await move(made.id, url)).status).to.equal(404);
  });

  it('may be a private one where the settings say so', async () => {
    token = await register(lenient);
    for (const url of ['http://127.0.0.1:1/', 'https://localhost/', 'http://[fd00::1]/']) {
      const made = await lenient.call<Webhook>('POST', '/webhooks', { token, body: { url } });
      expect(made.status, url).to.equal(201);
      const moved = await lenient.call<Webhook>('PATCH', `/webhooks/${made.body.id}`, {
        token,
        body: { url },
      });
      expect(moved.status, url).to.equal(200);
    }
  });
});
