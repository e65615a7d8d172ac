import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

const newest = 10_000;

const find = statement(
  'find-booking-events',
  `SELECT id FROM events WHERE booking_id = $1 ORDER BY occurred_at DESC LIMIT ${newest}`,
);

/** The ids of the events of a booking, by its index. */
export async function findBookingEvents(db: Database, bookingId: string): Promise<Set<string>> {
  return new Set((await db.query<{ id: string }>(find, [bookingId])).map(({ id }) => id));
}
