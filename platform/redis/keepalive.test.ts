import type { Redis } from 'ioredis';
import { redisUrl } from '../../test/harness/redis.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import { createLogger } from '../observability/logger.js';
import { connectRedis, type RedisPurpose } from './connection.js';

const log = createLogger('test', { LOG_LEVEL: 'error', NODE_ENV: 'test' });
log.silent = true;

/** Other than `once` of Node, it waits on when an error comes first. */
const next = (redis: Redis, event: 'ready' | 'close') =>
  new Promise<void>((resolve) => {
    redis.once(event, () => {
      resolve();
    });
  });

/** Resolves when a connection over a link that froze has been given up, and another one works. */
async function survivesFreeze(purpose: RedisPurpose): Promise<void> {
  const link = await TcpLink.to(redisUrl());
  const redis = connectRedis(link.url, purpose, 'test-silent', log);
  try {
    await next(redis, 'ready');
    if (purpose === 'subscriber') await redis.subscribe('anything');
    link.freeze();
    await next(redis, 'close');
    link.thaw();
    await next(redis, 'ready');
    await redis.ping();
  } finally {
    redis.disconnect();
    await link.cut();
  }
}

describe('A Redis connection over a link that is half open', () => {
  it('is given up and made anew, whatever it is for', async () => {
    await Promise.all((['command', 'worker', 'subscriber'] as const).map(survivesFreeze));
  }).timeout(30_000);
});
