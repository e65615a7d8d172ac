import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type AugmentedRequest } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { Problem } from '../http/problem.js';
import { keyPrefix } from '../../platform/redis/keys.js';
import type { Limit } from '../http/route.js';
import { RedisHealth } from './redis-health.js';
import { SharedCounter } from './shared-counter.js';

/** `other`: what is no declared route, such as unknown addresses, wrong methods and the pages of the documentation. */
type Counted = Limit | 'other';

/** Calls per minute: of one address for `auth` and `other`, of one user or else one address for `write` and `read`. */
export const callsPerMinute: Record<Counted, number> = { auth: 300, write: 1_200, read: 3_000, other: 600 };

const windowMs = 60_000;

export type RateLimits = Record<Counted, RequestHandler>;

/** Whom to count a request for, where a token has said it; otherwise its address counts. */
export const countedUser = 'countedUser';

function limiter(limit: Counted, health: RedisHealth): RequestHandler {
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

const tooManyRequests = (limit: Counted, waitMs: number) =>
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
  return {
    auth: limiter('auth', health),
    write: limiter('write', health),
    read: limiter('read', health),
    other: limiter('other', health),
  };
}

const unlimited: RequestHandler = (_req, _res, next) => {
  next();
};

/** For load tests. */
export const noRateLimits: RateLimits = {
  auth: unlimited,
  write: unlimited,
  read: unlimited,
  other: unlimited,
};

/**
 * Counts what was refused before any limit had counted it: unknown addresses, and those that cannot even be decoded. Each
 * is answered and logged, which costs as much as many a call that is counted.
 */
export const countRefused =
  ({ other }: RateLimits): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const isCounted = (req as Partial<AugmentedRequest>).rateLimit !== undefined;
    if (isCounted || res.headersSent) next(error);
    else
      void other(req, res, (refusal?: unknown) => {
        next(refusal ?? error);
      });
  };
