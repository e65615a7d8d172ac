import { expect } from 'chai';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { redisUrl } from '../../test/harness/redis.js';
import { withTimeout } from './with-timeout.js';

describe('A timeout', () => {
  const outcome = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  it('is handed on, also when it is an error', async () => {
    const refused = new Error('no');
    expect(await withTimeout(Promise.resolve(7), 1_000, 'Somebody')).to.equal(7);
    expect(await outcome(withTimeout(Promise.reject(refused), 1_000, 'Somebody'))).to.equal(refused);
  });

  it('is not waited for longer', async () => {
    const silence = new Promise<never>(() => undefined);
    expect(await outcome(withTimeout(silence, 20, 'Somebody')))
      .to.be.an('error')
      .with.property('message', 'Somebody did not answer within 20 ms');
  });

  it('counts when this process was too busy to read it', async () => {
    const redis = new Redis(redisUrl());
    try {
      await once(redis, 'ready');
      const asked = withTimeout(redis.ping(), 20, 'Redis');
      const freeAgainAt = performance.now() + 200;
      while (performance.now() < freeAgainAt);
      expect(await asked).to.equal('PONG');
    } finally {
      redis.disconnect();
    }
  });
});
