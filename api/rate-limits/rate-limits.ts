import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Redis } from 'ioredis';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimitKey } from '../../platform/redis/keys.js';
import { networkOf } from '../http/network-of.js';
import { Problem } from '../http/problem.js';
import type { Limit } from '../http/route.js';
import { rateLimitRefusals } from './rate-limit-metrics.js';
import { RedisHealth } from './redis-health.js';
import { sharedCounter } from './shared-counter.js';

/** `other`: what is no declared route, such as unknown addresses, wrong methods and the pages of the documentation. */
type Counted = Limit | 'other';

/** Calls per minute: of one user or else one address for `write` and `read`, of one address for all others. */
export const callsPerMinute: Record<Counted, number> = {
  ...{ auth: 300, mail: 30, write: 1_200, read: 3_000, other: 600 },
};

const windowSeconds = 60;

export type RateLimits = Record<Counted, RequestHandler>;

/** Whom to count a request for, where a token has said it; otherwise its address counts. */
export const countedUser = 'countedUser';

const isCounted = 'isCounted';

function limiter(limit: Counted, health: RedisHealth): RequestHandler {
  const counter = sharedCounter(health, {
    keyPrefix: rateLimitKey(limit),
    points: callsPerMinute[limit],
    duration: windowSeconds,
  });
  return async (req, res, next) => {
    res.locals[isCounted] = true;
    const counted: unknown = await counter
      .consume(callerOf(limit, req, res))
      .catch((refusal: unknown) => refusal);
    const isRefused = counted instanceof RateLimiterRes && counted.consumedPoints > callsPerMinute[limit];
    if (isRefused) rateLimitRefusals.inc({ limit });
    next(isRefused ? tooManyRequests(limit, counted.msBeforeNext) : undefined);
  };
}

function callerOf(limit: Counted, req: Request, res: Response): string {
  const user: unknown = res.locals[countedUser];
  if (limit !== 'auth' && limit !== 'mail' && typeof user === 'string') return `user:${user}`;
  return `address:${networkOf(req.ip ?? 'unknown')}`;
}

const tooManyRequests = (limit: Counted, waitMs: number) =>
  new Problem(
    429,
    'too_many_requests',
    `The limit is ${callsPerMinute[limit]} calls of this kind a minute.`,
    // A clock that was corrected meanwhile may have made the wait a little longer than the window.
    { retryAfterSeconds: Math.min(windowSeconds, Math.max(1, Math.ceil(waitMs / 1_000))) },
  );

/** Limits that all API processes count together. */
export function rateLimits(redis: Redis): RateLimits {
  const health = new RedisHealth(redis);
  return {
    auth: limiter('auth', health),
    mail: limiter('mail', health),
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
  mail: unlimited,
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
    if (res.locals[isCounted] === true || res.headersSent) next(error);
    else
      void other(req, res, (refusal?: unknown) => {
        next(refusal ?? error);
      });
  };
