import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type AugmentedRequest } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { Problem } from '../../platform/errors.js';
import { keyPrefix } from '../../platform/redis-keys.js';
import type { Limit } from '../route.js';
import { RedisHealth } from './redis-health.js';
import { SharedCounter } from './shared-counter.js';

/** Calls per minute: of one address for `auth`, of one user or else one address for the others. */
export const callsPerMinute: Record<Limit, number> = { auth: 300, write: 1_200, read: 3_000 };

const windowMs = 60_000;

export type RateLimits = Record<Limit, RequestHandler>;

/** Whom to count a request for, where a token has said it; otherwise its address counts. */
export const countedUser = 'countedUser';

function limiter(limit: Limit, health: RedisHealth): RequestHandler {
  return rateLimit({
    windowMs,
    limit: callsPerMinute[limit],
    store: new SharedCounter(health, `${keyPrefix}:limit:${limit}:`),
    passOnStoreError: true,
    standardHeaders: false,
    legacyHeaders: false,
    // Anybody can send these headers; whether they count is TRUST_PROXY's to say, not worth a line on the console.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    keyGenerator(req, res) {
      const user: unknown = res.locals[countedUser];
      if (limit !== 'auth' && typeof user === 'string') return `user:${user}`;
      return `address:${ipKeyGenerator(req.ip ?? 'unknown')}`;
    },
    handler(req, _res, next) {
      const resetsAt = (req as AugmentedRequest).rateLimit?.resetTime;
      const waitMs = resetsAt ? resetsAt.getTime() - Date.now() : windowMs;
      // The clock may have jumped since.
      next(tooManyRequests(limit, Math.min(waitMs, windowMs)));
    },
  });
}

const tooManyRequests = (limit: Limit, waitMs: number) =>
  new Problem(
    429,
    'too_many_requests',
    `The limit is ${callsPerMinute[limit]} calls of this kind a minute.`,
    {
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    },
  );

/** Limits that all API processes count together. */
export function rateLimits(redis: Redis): RateLimits {
  const health = new RedisHealth(redis);
  return { auth: limiter('auth', health), write: limiter('write', health), read: limiter('read', health) };
}

const unlimited: RequestHandler = (_req, _res, next) => {
  next();
};

/** For load tests. */
export const noRateLimits: RateLimits = { auth: unlimited, write: unlimited, read: unlimited };
