import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisHealth } from './redis-health.js';

/** A clock may be corrected by so much between two looks at it. */
const toleranceMs = 1_000;

/**
 * Redis counts windows by its time of day. One that was set back by an hour would go on counting for that hour, and lock
 * people out: a window that ends later than a whole one from now begins again.
 */
const countCall = `
local windowMs = ARGV[2] * 1000
local leftMs = redis.call('PTTL', KEYS[1])
if leftMs <= 0 or leftMs > windowMs + ${toleranceMs} then
  redis.call('SET', KEYS[1], 1, 'PX', windowMs)
  return {1, windowMs}
end
return {redis.call('INCR', KEYS[1]), leftMs}`;

interface Limit {
  /** Of the keys in Redis, before a colon and what is counted. */
  keyPrefix: string;
  /** Calls in one window. */
  points: number;
  /** Seconds that a window lasts. */
  duration: number;
}

/** Counts calls, one at a time, in Redis for all processes together; while Redis is away, in this process for itself. */
export const sharedCounter = (health: RedisHealth, limit: Limit): RateLimiterRedis =>
  new RateLimiterRedis({
    ...limit,
    storeClient: clientOf(health),
    customIncrTtlLuaScript: countCall,
    insuranceLimiter: new OwnCounter(limit),
  });

/** What the limiter asks of Redis. It fails at once while Redis is known to be away, and the insurance limiter counts. */
function clientOf(health: RedisHealth) {
  const redis = health.redis as Redis & { rlflxIncr?: (keyAndValues: string[]) => Promise<unknown> };
  return {
    defineCommand: redis.defineCommand.bind(redis),
    async rlflxIncr(keyAndValues: string[]): Promise<unknown> {
      if (!health.isGood || !redis.rlflxIncr) throw new Error('Redis is away');
      return health.ask(redis.rlflxIncr(keyAndValues));
    },
  };
}

/** Counts by this process's time of day, which may be set back like that of Redis. */
class OwnCounter extends RateLimiterMemory {
  override async consume(key: string): Promise<RateLimiterRes> {
    const known = await this.get(key);
    if (known && known.msBeforeNext > this.duration * 1_000 + toleranceMs) await this.delete(key);
    return super.consume(key);
  }
}
