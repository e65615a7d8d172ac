import type { Batch } from '../../platform/database.js';
import { statement, type Statement } from '../../platform/statement.js';

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

// Each is in one order, or two who lock several would wait for each other.
const lockUsers = statement(
  'lock-users',
  'SELECT FROM users WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
);
const lockBookings = statement(
  'lock-bookings',
  `SELECT FROM bookings
   WHERE id = ANY($1::uuid[])
     AND EXISTS (
       SELECT FROM unnest($1::uuid[], $2::uuid[]) AS asked (id, booked_by)
       WHERE asked.id = bookings.id AND (asked.booked_by IS NULL OR asked.booked_by = bookings.user_id)
     )
   ORDER BY id FOR NO KEY UPDATE`,
);
const lockSlots = statement(
  'lock-slots',
  `SELECT FROM slots
   WHERE id = ANY(ARRAY(
     SELECT unnest($1::uuid[])
     UNION ALL
     SELECT slot_id FROM unnest($2::uuid[], $3::uuid[]) AS asked (id, booked_by)
     CROSS JOIN LATERAL (SELECT slot_id, user_id FROM bookings WHERE bookings.id = asked.id LIMIT 1) AS booking
     WHERE asked.booked_by IS NULL OR asked.booked_by = booking.user_id
   ))
   ORDER BY id FOR NO KEY UPDATE`,
);

/**
 * Statements that lock all of this: users, then bookings, then slots, as everybody does, or two who take both would wait for
 * each other. To be run before the statement that changes, and not as a part of it: that one sees what was committed before it
 * began, and not what it has waited for.
 */
export function locksFor(asked: readonly ToLock[]): [Statement, unknown[]][] {
  const users = asked.flatMap(({ userId }) => userId ?? []);
  const bookings = asked.filter(({ bookingId }) => bookingId !== undefined);
  const slots = asked.flatMap(({ slot }) => (typeof slot === 'string' ? slot : []));
  const ofBookings = bookings.filter(({ slot }) => slot === true);
  const pairs = (those: readonly ToLock[]) => [
    those.map(({ bookingId }) => bookingId),
    those.map(({ bookedBy }) => bookedBy ?? null),
  ];
  const locks: [Statement, unknown[]][] = [];
  if (users.length > 0) locks.push([lockUsers, [users]]);
  if (bookings.length > 0) locks.push([lockBookings, pairs(bookings)]);
  if (slots.length + ofBookings.length > 0) locks.push([lockSlots, [slots, ...pairs(ofBookings)]]);
  return locks;
}

/** Locks what all who share a transaction need. */
export const lockTogether: Batch<ToLock, true> = async (db, asked) => {
  const locks = locksFor(asked);
  if (locks.length > 0) await db.queryTogether(locks);
  return asked.map(() => true);
};
