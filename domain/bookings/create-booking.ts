import type { BookingBody } from '../../contract/api/bookings.js';
import type { Money } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { isExclusionViolation } from '../../platform/postgres/errors.js';
import { type DomainError, conflict, notFound } from '../errors.js';
import { secondsInterval } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { recordEvent } from '../events/record-change.js';
import { changeTogether, sharedChange, type Ask } from '../events/shared-change.js';
import { isOpen, lotClosed, slotRetired } from '../businesses/open-lots.js';
import { isWithinLimits, limitReached, type BookingLimits } from './booking-limits.js';
import { isSamePrice, isShownPrice, priceChanged, priceOf, shownPrice, shownPriceColumns } from './price.js';
import { changedFirstPayment, type BookingRecord } from './booking-view.js';
import { isSlotFree } from './occupy-slot.js';
import { checkedStart, startFrom } from './start.js';

interface BookingAsk extends Ask {
  slotId: string;
  vehiclePlate: string;
  startsAt: string | null;
  seconds: number;
  leadSeconds: number;
  method: string;
  priceAmount: number | null;
  priceCurrency: string | null;
  activePerUser: number;
  newPerHour: number;
}

// The slot is locked first: concurrent inserts that conflict only in the exclusion constraint can deadlock.
const book = sharedChange<BookingAsk, BookingRecord>('create-booking', {
  columns: `"slotId" uuid, "vehiclePlate" text, "startsAt" timestamptz, seconds int, "leadSeconds" int, method text,
    "activePerUser" int, "newPerHour" int, ${shownPriceColumns}`,
  oncePer: ({ actorId, slotId }) => [actorId, slotId],
  ctes: `wanted AS MATERIALIZED (
    SELECT asked.*, uuidv7() AS id, s.id AS slot_id, s.lot_id, l.business_id, l.hourly_rate_currency AS currency,
           ${priceOf('l', 'asked.seconds')} AS amount,
           period.starts_at, period.starts_at + ${secondsInterval('asked.seconds')} AS ends_at
    FROM asked
    CROSS JOIN LATERAL (
      SELECT id, lot_id FROM slots WHERE id = asked."slotId" AND retired_at IS NULL LIMIT 1
    ) AS s
    CROSS JOIN LATERAL (SELECT * FROM lots WHERE id = s.lot_id LIMIT 1) AS l
    CROSS JOIN LATERAL (SELECT ${startFrom('asked."startsAt"')} AS starts_at) AS period
    WHERE ${isOpen('l')} AND ${isShownPrice('l')}
      AND ${isWithinLimits({ user: 'asked."actorId"', active: 'asked."activePerUser"', perHour: 'asked."newPerHour"' }, 'l')}
  ),
  booked AS (
    INSERT INTO bookings (id, slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at, warn_at)
    SELECT id, slot_id, lot_id, business_id, "actorId", "vehiclePlate", starts_at, ends_at,
           CASE WHEN seconds > "leadSeconds" THEN ends_at - ${secondsInterval('"leadSeconds"')} END
    FROM wanted AS asked WHERE ${isSlotFree}
    RETURNING *
  ),
  paid AS (
    INSERT INTO payments (
      booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
    )
    SELECT wanted.id, wanted.business_id, "actorId", method, amount, currency, wanted.starts_at, wanted.ends_at, seconds
    FROM booked JOIN wanted ON wanted.id = booked.id
    RETURNING *
  ),
  changed AS (
    SELECT wanted.n, shown.* FROM (${changedFirstPayment('booked', 'paid')}) AS shown JOIN wanted ON wanted.id = shown.id
  )`,
});

/**
 * Books a slot, from now or from `startsAt`. A booking that is shorter than the warning lead gets no warning.
 * @throws DomainError `invalid_request` for a start in the past or over 90 days ahead, `not_found` for an unknown slot, `slot_taken`, `price_changed`,
 * `lot_closed`, `slot_retired`, `too_many_bookings`, `too_many_unpaid_bookings`, `too_many_requests`.
 */
export async function createBooking(
  db: Database,
  caller: Caller,
  input: BookingBody,
  { leadSeconds, now, limits }: { leadSeconds: number; now: Date; limits: BookingLimits },
): Promise<BookingRecord> {
  const startsAt = checkedStart(input.startsAt, now);
  try {
    const booking = await changeTogether(
      db,
      book,
      {
        actorId: caller.userId,
        events: [
          recordEvent('booking.created', caller.userId),
          recordEvent('payment.awaiting-verification', caller.userId),
        ],
        ...{ slotId: input.slotId, vehiclePlate: input.vehiclePlate, method: input.paymentMethod },
        ...{ startsAt, seconds: input.durationSeconds, leadSeconds },
        ...shownPrice(input.price),
        ...{ activePerUser: limits.activePerUser, newPerHour: limits.newPerHour },
      },
      { userId: caller.userId, slot: input.slotId },
    );
    if (booking) return booking;
  } catch (error) {
    if (isExclusionViolation(error)) throw slotTaken();
    throw error;
  }
  throw await refusal(db, caller, { ...input, startsAt }, limits);
}

const slotTaken = () => conflict('slot_taken', 'This slot is booked by somebody else for some of that time.');

const findSlot = statement(
  'find-slot-to-book',
  `SELECT l.id AS "lotId", ${isOpen('l')} AS open, s.retired_at IS NOT NULL AS retired, NOT ${isSlotFree} AS taken,
     jsonb_build_object('amount', ${priceOf('l', '$3')}, 'currency', l.hourly_rate_currency) AS price
   FROM slots s JOIN lots l ON l.id = s.lot_id
   CROSS JOIN LATERAL (
     SELECT s.id AS slot_id, NULL::uuid AS id, starts_at, starts_at + ${secondsInterval('$3')} AS ends_at
     FROM (SELECT ${startFrom('$2')} AS starts_at) AS period
   ) AS asked
   WHERE s.id = $1`,
);

/** Why nothing was booked. */
async function refusal(
  db: Database,
  { userId }: Caller,
  {
    slotId,
    startsAt,
    durationSeconds,
    price,
  }: Pick<BookingBody, 'slotId' | 'durationSeconds' | 'price'> & { startsAt: string | null },
  limits: BookingLimits,
): Promise<DomainError> {
  const [slot] = await db.query<{
    lotId: string;
    open: boolean;
    retired: boolean;
    taken: boolean;
    price: Money;
  }>(findSlot, [slotId, startsAt, durationSeconds]);
  if (!slot) return notFound('slot');
  if (!slot.open) return lotClosed();
  if (slot.retired) return slotRetired();
  const reached = await limitReached(db, userId, slot.lotId, limits);
  if (reached) return reached;
  if (slot.taken) return slotTaken();
  return price && !isSamePrice(price, slot.price)
    ? priceChanged(slot.price)
    : conflict('too_many_bookings', 'You had too many bookings just now. Try again.');
}
