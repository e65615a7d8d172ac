import type { Batch } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';

/** What a change needs to hold. */
export interface ToLock {
  /** Whose bookings are counted. */
  userId?: string;
  bookingId?: string;
  /** Of that booking; of another's nothing is held, for however short a time. */
  bookedBy?: string;
  /** What is to be occupied, or `true` for the slot of the booking. */
  slot?: string | true;
}

/** A plan that knows how many are asked for would be a little cheaper, and made anew each time: JSON tells it nothing. */
const asked = `WITH asked AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS asked (
  "userId" uuid, "bookingId" uuid, "bookedBy" uuid, slot text
))`;

// Each is in one order, or two who lock several would wait for each other.
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
 * Statements that lock all of this: users, then bookings, then slots, as everybody does, or two who take both would wait for
 * each other. To be run before the statement that changes, and not as a part of it: that one sees what was committed before it
 * began, and not what it has waited for.
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

/** Locks what all who share a transaction need. */
export const lockTogether: Batch<ToLock, true> = async (db, toLock) => {
  const locks = locksFor(toLock);
  if (locks.length > 0) await db.queryTogether(locks);
  return toLock.map(() => true);
};
