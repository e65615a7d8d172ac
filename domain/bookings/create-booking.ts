import type { BookingBody } from '../../contract/api/bookings.js';
import type { Database } from '../../platform/database.js';
import { isExclusionViolation } from '../../platform/database-errors.js';
import { conflict, notFound, type Problem } from '../../platform/errors.js';
import { secondsInterval } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockUser } from '../accounts/lock-user.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { isOpen, lotClosed } from '../businesses/open-lots.js';
import { isWithinLimits, limitReached, type BookingLimits } from './booking-limits.js';
import { priceOf } from '../payments/price.js';
import { changedFirstPayment, type BookingRecord } from './booking-view.js';
import { checkedStart, startFrom } from './start.js';

// The slot is locked first: two inserts that meet only in the exclusion constraint would wait for each other.
const book = changeStatement(
  'create-booking',
  `slot AS (SELECT id, lot_id FROM slots WHERE id = $2 FOR NO KEY UPDATE),
  period AS (SELECT ${startFrom('$5')} AS starts_at),
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at, warn_at)
    SELECT slot.id, l.id, l.business_id, $3, $4, period.starts_at, period.starts_at + ${secondsInterval('$6')},
           CASE WHEN $6::int > $7::int
             THEN period.starts_at + ${secondsInterval('$6')} - ${secondsInterval('$7')} END
    FROM slot JOIN lots l ON l.id = slot.lot_id CROSS JOIN period
    WHERE ${isOpen('l')} AND ${isWithinLimits({ user: '$3', active: '$9', perHour: '$10' }, 'l')}
    RETURNING *
  ),
  paid AS (
    INSERT INTO payments (
      booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
    )
    SELECT booked.id, booked.business_id, booked.user_id, $8, ${priceOf('l', '$6')}, l.hourly_rate_currency,
           booked.starts_at, booked.ends_at, $6::int
    FROM booked JOIN lots l ON l.id = booked.lot_id
    RETURNING *
  ),
  changed AS (${changedFirstPayment('booked', 'paid')})`,
);

/**
 * Books a slot, from now or from `startsAt` on. A booking no longer than the lead gets no warning.
 * @throws Problem 400 for a start in the past or over 90 days ahead, 404 for an unknown slot, 409 `slot_taken`, `lot_closed`,
 * `too_many_bookings` or `too_many_unpaid_bookings`, 429 for too many within an hour.
 */
export async function createBooking(
  db: Database,
  caller: Caller,
  input: BookingBody,
  { leadSeconds, now, limits }: { leadSeconds: number; now: Date; limits: BookingLimits },
): Promise<BookingRecord> {
  const startsAt = checkedStart(input.startsAt, now);
  try {
    const booking = await recordChange<BookingRecord>(
      db,
      book,
      [
        input.slotId,
        caller.userId,
        input.vehiclePlate,
        startsAt,
        input.durationSeconds,
        leadSeconds,
        input.paymentMethod,
        limits.activePerUser,
        limits.newPerHour,
      ],
      [
        recordEvent('booking.created', caller.userId),
        recordEvent('payment.awaiting-verification', caller.userId),
      ],
      [[lockUser, [caller.userId]]],
    );
    if (booking) return booking;
  } catch (error) {
    if (isExclusionViolation(error)) {
      throw conflict('slot_taken', 'This slot is booked by somebody else for some of that time.');
    }
    throw error;
  }
  throw await refusal(db, caller, input.slotId, limits);
}

const findSlot = statement(
  'find-slot-to-book',
  `SELECT l.id AS "lotId", ${isOpen('l')} AS open FROM slots s JOIN lots l ON l.id = s.lot_id WHERE s.id = $1`,
);

/** Why nothing was booked. */
async function refusal(
  db: Database,
  { userId }: Caller,
  slotId: string,
  limits: BookingLimits,
): Promise<Problem> {
  const [slot] = await db.query<{ lotId: string; open: boolean }>(findSlot, [slotId]);
  if (!slot) return notFound('slot');
  if (!slot.open) return lotClosed();
  const reached = await limitReached(db, userId, slot.lotId, limits);
  return reached ?? conflict('too_many_bookings', 'You had too many bookings just now. Try again.');
}
