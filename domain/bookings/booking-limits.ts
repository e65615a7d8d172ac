import { bookingStatus } from '../../contract/api/bookings.js';
import type { Database } from '../../platform/postgres/database.js';
import { DomainError, conflict } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';

/** Limits per user. */
export interface BookingLimits {
  /** Active bookings, including future ones. 0: unlimited. */
  activePerUser: number;
  /** New bookings per hour, including cancelled ones. 0: unlimited. */
  newPerHour: number;
}

/** Additional limits of renewals. */
export interface RenewalLimits extends BookingLimits {
  /** Maximum total duration of a booking with all its renewals. */
  totalSeconds: number;
  /** How long after its end a booking can be renewed. */
  renewWithinSeconds: number;
}

export const noBookingLimits: RenewalLimits = {
  activePerUser: 0,
  newPerHour: 0,
  totalSeconds: Infinity,
  renewWithinSeconds: Infinity,
};

const isHeld = `held.status = 'active' AND held.ends_at > clock_timestamp()`;

// UUIDv7 ids contain the creation time. Listing all statuses lets the index (user_id, status, id) serve this condition.
const madeWithinAnHour = `made.status = ANY ('{${bookingStatus.options.join()}}')
  AND made.id > (SELECT uuidv7(interval '-1 hour'))`;

/** Counts in SQL; arguments are parameters with the user's id and the limits. */
const activeOf = (user: string) =>
  `(SELECT count(*) FROM bookings held WHERE held.user_id = ${user}::uuid AND ${isHeld})`;
const newOf = (user: string) =>
  `(SELECT count(*) FROM bookings made WHERE made.user_id = ${user}::uuid AND ${madeWithinAnHour})`;
const unpaidOf = (user: string, lot: string) => `(
  SELECT count(*) FROM bookings held
  WHERE held.user_id = ${user}::uuid AND ${isHeld} AND held.lot_id = ${lot}.id
    AND EXISTS (SELECT FROM payments WHERE payments.booking_id = held.id AND payments.status = 'pending'))`;

/** Whether the user may have one more booking in the lot. @param lot an alias of `lots`. */
export const isWithinLimits = (p: { user: string; active: string; perHour: string }, lot: string) => `
  (${p.active}::int = 0 OR ${activeOf(p.user)} < ${p.active}::int)
  AND (${p.perHour}::int = 0 OR ${newOf(p.user)} < ${p.perHour}::int)
  AND (${lot}.unpaid_bookings_per_user IS NULL OR ${unpaidOf(p.user, lot)} < ${lot}.unpaid_bookings_per_user)`;

const read = statement(
  'read-booking-limits',
  `SELECT ${activeOf('$1')} AS active, ${unpaidOf('$1', 'l')} AS unpaid, l.unpaid_bookings_per_user AS "unpaidPerUser",
          (SELECT ceil(extract(epoch FROM uuid_extract_timestamp(made.id) + interval '1 hour' - clock_timestamp()))::int
           FROM bookings made WHERE made.user_id = $1 AND ${madeWithinAnHour}
           ORDER BY made.id DESC OFFSET greatest($3::int - 1, 0) LIMIT 1) AS "waitSeconds"
   FROM lots l WHERE l.id = $2`,
);

interface Usage {
  active: number;
  unpaid: number;
  unpaidPerUser: number | null;
  waitSeconds: number | null;
}

/** The limit that prevents one more booking of the user in the lot, if any. */
export async function limitReached(
  db: Database,
  userId: string,
  lotId: string,
  { activePerUser, newPerHour }: BookingLimits,
): Promise<DomainError | undefined> {
  const [usage] = await db.query<Usage & Record<string, number | null>>(read, [userId, lotId, newPerHour]);
  if (!usage) return undefined;
  if (activePerUser > 0 && usage.active >= activePerUser) return tooManyBookings(activePerUser);
  if (usage.unpaidPerUser !== null && usage.unpaid >= usage.unpaidPerUser) {
    return conflict(
      'too_many_unpaid_bookings',
      `In this lot you may have ${counted(usage.unpaidPerUser, 'booking')} whose payment is not verified yet. ` +
        'Pay for one, or cancel one.',
      { limit: usage.unpaidPerUser },
    );
  }
  if (newPerHour > 0 && usage.waitSeconds !== null) return tooManyNew(newPerHour, usage.waitSeconds);
  return undefined;
}

const tooManyBookings = (limit: number) =>
  conflict(
    'too_many_bookings',
    `You may have ${counted(limit, 'active booking')} at once. Cancel one, or wait until one ends.`,
    { limit },
  );

const tooManyNew = (limit: number, waitSeconds: number) =>
  new DomainError('too_many_requests', `You may make ${counted(limit, 'booking')} an hour.`, {
    retryAfterSeconds: Math.max(1, waitSeconds),
  });

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
