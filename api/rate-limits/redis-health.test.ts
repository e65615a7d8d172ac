import { expect } from 'chai';
import type { Redis } from 'ioredis';
import sinon from 'sinon';
import { RedisHealth } from './redis-health.js';

describe('The health of Redis', () => {
  let time: sinon.SinonFakeTimers;
  let ping: sinon.SinonStub<[], Promise<'PONG'>>;
  let health: RedisHealth;
  beforeEach(() => {
    time = sinon.useFakeTimers();
    ping = sinon.stub<[], Promise<'PONG'>>();
    health = new RedisHealth({ status: 'ready', ping } as unknown as Redis);
  });
  afterEach(() => {
    time.restore();
  });

  const failing = () => health.ask(Promise.reject(new Error('away'))).catch(() => undefined);
  const silent = () => new Promise<never>(() => undefined);

  it('is bad from the first failure until a ping is answered', async () => {
    expect(health.isGood).to.equal(true);
    await failing();
    expect(health.isGood).to.equal(false);
    ping.resolves('PONG');
    await time.tickAsync(1_000);
    expect(health.isGood, 'while nobody has asked').to.equal(false);
    await time.tickAsync(0);
    expect(health.isGood).to.equal(true);
  });

  it('takes silence for a failure, and pings once a second at most', async () => {
    ping.callsFake(silent);
    const asked = health.ask(silent()).catch((error: unknown) => error);
    await time.tickAsync(201);
    expect(await asked)
      .to.have.property('message')
      .that.contains('200 ms');
    for (let tenth = 0; tenth < 30; tenth++) {
      expect(health.isGood).to.equal(false);
      await time.tickAsync(100);
    }
    expect(ping.callCount).to.equal(2);
  });

  it('leaves nothing running behind when nobody asks any more', async () => {
    await failing();
    await time.tickAsync(1_000);
    ping.rejects(new Error('Connection is closed.'));
    expect(health.isGood).to.equal(false);
    await time.tickAsync(0);
    expect(time.countTimers()).to.equal(0);
  });
});
