import type { Database } from '../../platform/postgres/database.js';
import { isoInstant, secondsInterval, thisMoment } from '../../platform/postgres/sql.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { bookingFactsColumn, type BookingRecord } from './booking-view.js';
import type { RenewalRefusal } from './renewal-rules.js';

/** Records an event only. */
const fail = changeStatement(
  'fail-renewal',
  `blocker AS (
    SELECT min(other.starts_at) AS starts_at
    FROM bookings mine JOIN bookings other ON other.slot_id = mine.slot_id AND other.id <> mine.id
    WHERE mine.id = $2 AND other.status = 'active'
      AND other.ends_at > ${thisMoment}
      AND other.starts_at < greatest(mine.ends_at, ${thisMoment}) + ${secondsInterval('$3')}
  ),
  changed AS (
    SELECT ${isoInstant('blocker.starts_at')} AS "availableUntil",
           ${bookingFactsColumn} || jsonb_build_object('availableUntil', ${isoInstant('blocker.starts_at')}) AS facts
    FROM bookings b
    JOIN slots s ON s.id = b.slot_id
    JOIN lots l ON l.id = b.lot_id
    JOIN businesses o ON o.id = b.business_id
    CROSS JOIN blocker
    WHERE b.id = $2
  )`,
);

/**
 * Records a failed renewal, so that the user is notified of the reason even if the answer is lost.
 * @returns the start of the next booking of the slot, until which it could be renewed; null without one.
 */
export async function failRenewal(
  db: Database,
  caller: Caller,
  booking: BookingRecord,
  reason: RenewalRefusal['reason'],
  durationSeconds: number,
): Promise<{ availableUntil: string | null }> {
  const failed = await recordChange<{ availableUntil: string | null }>(
    db,
    fail,
    [booking.id, durationSeconds],
    [recordEvent('booking.renewal-failed', caller.userId, { reason })],
  );
  return { availableUntil: failed?.availableUntil ?? null };
}
