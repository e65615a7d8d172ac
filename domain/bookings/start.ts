import { DomainError } from '../errors.js';
import { thisMoment } from '../../platform/postgres/sql.js';

/** A clock that runs ahead by less than this means "now", not "the past". */
const pastToleranceMs = 60_000;
const furthestAheadMs = 90 * 86_400_000;

/** When a booking begins, in SQL: now, or at the start that was asked for (a parameter), never in the past. */
export const startFrom = (asked: string) =>
  `greatest(coalesce(${asked}::timestamptz, ${thisMoment}), ${thisMoment})`;

/**
 * A start as somebody wrote it, as PostgreSQL reads it: it takes no offset of 16 hours or more.
 * @throws DomainError `invalid_request` for one in the past or over 90 days ahead.
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
