import { DomainError } from '../errors.js';
import { thisMoment } from '../../platform/postgres/sql.js';

/** Tolerated clock skew: a start this far in the past means now. */
const pastToleranceMs = 60_000;
const furthestAheadMs = 90 * 86_400_000;

/** The start of a booking in SQL: the requested one (a parameter) or now, never in the past. */
export const startFrom = (asked: string) =>
  `greatest(coalesce(${asked}::timestamptz, ${thisMoment}), ${thisMoment})`;

/**
 * Validates a requested start, and converts it to UTC: PostgreSQL rejects offsets of 16 hours and more.
 * @throws DomainError `invalid_request` for a start in the past or over 90 days ahead.
 */
export function checkedStart(startsAt: string | undefined, now: Date): string | null {
  if (startsAt === undefined) return null;
  const start = new Date(startsAt);
  const aheadMs = start.getTime() - now.getTime();
  if (aheadMs >= -pastToleranceMs && aheadMs <= furthestAheadMs) return start.toISOString();
  const message = aheadMs < 0 ? 'must not be in the past' : 'must not be more than 90 days ahead';
  throw new DomainError('invalid_request', `startsAt ${message}.`, {
    errors: [{ path: 'startsAt', message }],
  });
}
