import { expect } from 'chai';
import sinon from 'sinon';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { PushScene } from '../../test/harness/push-scene.js';
import { resolveTo } from '../../test/harness/resolve-to.js';

describe('What the web push channel makes of answers', () => {
  let scene: PushScene;

  before(async () => {
    scene = await PushScene.open();
  });
  after(() => scene.close());
  beforeEach(() => scene.reset());
  afterEach(() => {
    sinon.restore();
    expect(scene.service.wrong).to.deep.equal([]);
  });

  for (const status of [404, 410]) {
    it(`forgets a subscription of which the push service says ${status}`, async () => {
      await scene.warned();
      scene.service.answer = () => ({ status });
      await scene.run();
      expect((await scene.rows())[0]).to.include({
        status: 'failed',
        lastError: 'the subscription has ended',
      });
      expect(await scene.domain.query('SELECT FROM push_subscriptions')).to.deep.equal([]);
    });
  }

  for (const [status, retryAfter] of [
    [429, () => '120'],
    [503, () => new Date(Date.now() + 120_000).toUTCString()],
  ] as const) {
    it(`leaves a push service alone that says ${status}, for as long as it asks for, and counts no attempt`, async () => {
      await scene.warned();
      let askedAt = NaN;
      scene.service.answer = () => {
        askedAt = performance.now();
        return { status, headers: { 'retry-after': retryAfter() } };
      };
      await scene.run();
      expect((await scene.rows())[0]).to.deep.include({
        status: 'due',
        attempts: 0,
        lastError: `answered ${status}`,
      });
      const [state] = await scene.domain.query<{ wait: number }>(
        'SELECT extract(epoch FROM down_until - now())::float8 AS wait FROM delivery_providers',
      );
      // A date is in whole seconds.
      const passedSeconds = (performance.now() - askedAt) / 1_000;
      expect(state?.wait).to.be.within(118.9 - passedSeconds, 120);
      expect(await dueProviders(scene.domain.db, 'push')).to.deep.equal([]);
    });
  }

  it('gives up what is refused, and keeps the subscription', async () => {
    await scene.warned();
    scene.service.answer = () => ({ status: 413 });
    await scene.run();
    expect((await scene.rows())[0]).to.include({ status: 'failed', lastError: 'answered 413' });
    expect(await scene.domain.query('SELECT FROM push_subscriptions')).to.have.length(1);
  });

  it('waits for no push service that does not answer, and names no endpoint in its error', async () => {
    await scene.warned();
    scene.service.answer = () => 'hang';
    await scene.run({ timeoutMs: 200 });
    const [row] = await scene.rows();
    expect(row).to.include({ status: 'due', attempts: 0 });
    expect(row?.lastError).to.not.contain(scene.device.endpoint.slice(-12)).and.not.contain('127.0.0.1');
  });

  it('sends nothing to an address of no push service, nor to a private one of theirs', async () => {
    await scene.warned();
    await scene.run({ hosts: [] });
    expect((await scene.rows())[0]).to.include({
      status: 'failed',
      lastError: 'the endpoint is of no push service',
    });
    expect(scene.service.pushed).to.deep.equal([]);
  });

  it('goes to no private address, whatever the name of a push service resolves to', async () => {
    resolveTo('127.0.0.1');
    await scene.domain.query(
      `UPDATE push_subscriptions SET endpoint = 'https://fcm.googleapis.com/fcm/send/abc'`,
    );
    await scene.warned();
    await scene.run();
    expect((await scene.rows())[0]).to.include({
      ...{ status: 'failed', lastError: 'the push service is at a private address' },
    });
  });
});
