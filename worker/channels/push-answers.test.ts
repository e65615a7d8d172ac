import { expect } from 'chai';
import sinon from 'sinon';
import { hereMs } from '../../dev/tests/machine.js';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { PushScene } from '../../test/harness/push-scene.js';
import { resolveTo } from '../../test/harness/resolve-to.js';
import { unanswered } from './push-answers.js';

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

  it('counts no attempt where nothing was sent, and names no endpoint in its error', async () => {
    await scene.warned();
    await scene.service.stop();
    await scene.run();
    await scene.service.open();
    expect((await scene.rows())[0]).to.include({ status: 'due', attempts: 0, lastError: 'ECONNREFUSED' });
    expect(await scene.domain.query('SELECT FROM standing_pushes')).to.deep.equal([]);
  });

  for (const [what, answer] of [
    ['hangs', 'hang'],
    ['dies in mid-answer', 'die'],
  ] as const)
    it(`sends what a push service that ${what} may have taken once more, and no third time, whatever is answered in between`, async () => {
      await scene.warned();
      await scene.warned();
      const again = async () => {
        await scene.domain.query('UPDATE delivery_providers SET down_until = NULL');
        await scene.domain.query(
          `UPDATE deliveries SET due_at = now() - interval '1 second' WHERE status = 'due'`,
        );
        // Enough to send it, also on a busy machine.
        await scene.run({ timeoutMs: hereMs(1_000) });
      };
      scene.service.answer = () => answer;
      await again();
      const [row] = await scene.rows();
      expect(row).to.include({ status: 'due', attempts: 1, lastError: unanswered });
      expect(await dueProviders(scene.domain.db, 'push'), 'it is left alone').to.deep.equal([]);
      expect(await scene.domain.query('SELECT FROM standing_pushes'), 'both may stand there').to.have.length(
        2,
      );
      scene.service.answer = () => ({ status: 503 });
      await again();
      await again();
      expect((await scene.rows()).map(({ attempts }) => attempts)).to.deep.equal([1, 1]);
      scene.service.answer = () => answer;
      for (let time = 0; time < 4; time++) await again();
      expect(await scene.rows()).to.deep.equal(
        Array.from({ length: 2 }, () => ({
          ...{ status: 'failed', reason: null, attempts: 2, lastError: `twice ${unanswered}` },
        })),
      );
      expect(scene.service.pushed).to.have.length(4);
    });

  it('sends nothing again because it could not write down what stands on the device', async () => {
    await scene.warned();
    const query = (sql: string) => scene.domain.query(sql);
    await query('CREATE SEQUENCE tries');
    await query(`
      CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('tries') < 3 THEN RAISE 'not now'; END IF; RETURN NEW; END $$`);
    await query(
      'CREATE TRIGGER fail_twice BEFORE INSERT ON standing_pushes FOR EACH ROW EXECUTE FUNCTION fail_twice()',
    );
    await scene.run();
    await query('DROP FUNCTION fail_twice CASCADE');
    await query('DROP SEQUENCE tries');
    expect((await scene.rows())[0]).to.include({ status: 'sent', attempts: 1 });
    expect(scene.service.pushed).to.have.length(1);
    expect(await scene.domain.query('SELECT FROM standing_pushes')).to.have.length(1);
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
