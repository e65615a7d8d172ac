import type { Batch } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';

/** The rows that a change locks. */
export interface ToLock {
  /** The user whose bookings are counted. */
  userId?: string;
  bookingId?: string;
  /** Locks the booking only if it is this user's: nobody can block the rows of others. */
  bookedBy?: string;
  /** The slot to be booked, or `true` for the booking's own slot. */
  slot?: string | true;
}

/** JSON instead of arrays: its row estimate is constant, so that one generic plan serves all. */
const asked = `WITH asked AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS asked (
  "userId" uuid, "bookingId" uuid, "bookedBy" uuid, slot text
))`;

// Locked in the order of ids: concurrent callers that lock several rows would deadlock otherwise.
const lockUsers = statement(
  'lock-users',
  `${asked} SELECT FROM users WHERE id = ANY(ARRAY(SELECT "userId" FROM asked)) ORDER BY id FOR NO KEY UPDATE`,
);
const lockBookings = statement(
  'lock-bookings',
  `${asked}
   SELECT FROM bookings
   WHERE id = ANY(ARRAY(SELECT "bookingId" FROM asked))
     AND EXISTS (
       SELECT FROM asked WHERE asked."bookingId" = bookings.id AND coalesce(asked."bookedBy", bookings.user_id) = bookings.user_id
     )
   ORDER BY id FOR NO KEY UPDATE`,
);
const lockSlots = statement(
  'lock-slots',
  `${asked}
   SELECT FROM slots
   WHERE id = ANY(ARRAY(
     SELECT slot::uuid FROM asked WHERE slot <> 'true'
     UNION ALL
     SELECT slot_id FROM asked
     CROSS JOIN LATERAL (SELECT slot_id, user_id FROM bookings WHERE bookings.id = asked."bookingId" LIMIT 1) AS booking
     WHERE slot = 'true' AND coalesce(asked."bookedBy", booking.user_id) = booking.user_id
   ))
   ORDER BY id FOR NO KEY UPDATE`,
);

/**
 * Statements that lock these rows in the global lock order, users, bookings, slots, which prevents deadlocks. They run before
 * the changing statement and not within it: in READ COMMITTED a statement's snapshot is taken before it waits for a lock.
 */
export function locksFor(toLock: readonly ToLock[]): [Statement, unknown[]][] {
  const locks: [Statement, unknown[]][] = [];
  const add = (lock: Statement, those: readonly ToLock[]) => {
    if (those.length > 0) locks.push([lock, [JSON.stringify(those)]]);
  };
  add(
    lockUsers,
    toLock.filter(({ userId }) => userId !== undefined),
  );
  add(
    lockBookings,
    toLock.filter(({ bookingId }) => bookingId !== undefined),
  );
  add(
    lockSlots,
    toLock.filter(({ slot }) => slot !== undefined),
  );
  return locks;
}

/** Locks the rows of all members of a group commit. */
export const lockTogether: Batch<ToLock, true> = async (db, toLock) => {
  const locks = locksFor(toLock);
  if (locks.length > 0) await db.queryTogether(locks);
  return toLock.map(() => true);
};
