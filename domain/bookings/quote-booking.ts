import type { QuoteBody } from '../../contract/api/bookings.js';
import type { Money } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { secondsInterval } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { isOpen, lotClosed, slotRetired } from '../businesses/open-lots.js';
import { priceOf } from './price.js';
import type { RenewalLimits } from './booking-limits.js';
import { findBooking } from './find-booking.js';
import { nextTaken } from './occupy-slot.js';
import { canUseBooking } from './policy.js';
import { renewalPeriod } from './renewal-period.js';
import { whyNotRenewable } from './renewal-rules.js';
import { checkedStart, startFrom } from './start.js';

/** The price of a period, and until when the slot is free. */
export interface QuoteRecord {
  price: Money;
  startsAt: Date;
  endsAt: Date;
  availableUntil: Date | null;
}

/** @param asked a subquery with the period's start, slot, lot and the booking that it would extend. */
const quote = (name: string, asked: string, booking: string) =>
  statement(
    name,
    `WITH asked AS (${asked})
     SELECT jsonb_build_object('amount', ${priceOf('l', '$2')}, 'currency', l.hourly_rate_currency) AS price,
            asked.starts_at AS "startsAt", asked.starts_at + ${secondsInterval('$2')} AS "endsAt",
            ${nextTaken('asked.slot_id', 'asked.starts_at', booking)} AS "availableUntil",
            ${isOpen('l')} AS "isLotOpen", s.retired_at IS NOT NULL AS "isSlotRetired"
     FROM asked JOIN lots l ON l.id = asked.lot_id JOIN slots s ON s.id = asked.slot_id`,
  );

const ofBooking = quote(
  'quote-booking',
  `SELECT slots.id AS slot_id, slots.lot_id, ${startFrom('$3')} AS starts_at FROM slots WHERE slots.id = $1`,
  'NULL',
);

const ofRenewal = quote(
  'quote-renewal',
  `SELECT b.slot_id, b.lot_id, period.extends_from AS starts_at
   FROM bookings b, ${renewalPeriod('b', `b.status = 'active' AND b.ends_at > moment.now`)} AS period
   WHERE b.id = $1`,
  '$1',
);

/**
 * Quotes the price and end of a booking or renewal. It reserves nothing: the slot may be taken and the rate changed meanwhile.
 * @throws DomainError as creating and renewing do, except for limits of the caller and a taken slot, which `availableUntil` shows.
 */
export async function quoteBooking(
  db: Database,
  caller: Caller,
  asked: QuoteBody,
  { now, limits }: { now: Date; limits: RenewalLimits },
): Promise<QuoteRecord> {
  const { durationSeconds } = asked;
  if ('slotId' in asked) {
    const startsAt = checkedStart(asked.startsAt, now);
    return read(db, ofBooking, [asked.slotId, durationSeconds, startsAt]);
  }
  const booking = await findBooking(db, caller, asked.bookingId, canUseBooking);
  const refusal = whyNotRenewable(booking, durationSeconds, limits);
  if (refusal) throw refusal.error;
  return read(db, ofRenewal, [asked.bookingId, durationSeconds]);
}

async function read(db: Database, sql: typeof ofBooking, values: unknown[]): Promise<QuoteRecord> {
  const [quoted] = await db.query<QuoteRecord & { isLotOpen: boolean; isSlotRetired: boolean }>(sql, values);
  if (!quoted) throw notFound('slot');
  const { isLotOpen, isSlotRetired, ...rest } = quoted;
  if (!isLotOpen) throw lotClosed();
  if (isSlotRetired) throw slotRetired();
  return rest;
}
