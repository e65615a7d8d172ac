import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

const read = statement(
  'zone-of-booking',
  'SELECT timezone FROM bookings JOIN lots ON lots.id = lot_id WHERE bookings.id = $1',
);

/** The time zone of a booking's lot. */
export async function readZone(db: Database, bookingId: string): Promise<string | undefined> {
  const [row] = await db.query<{ timezone: string }>(read, [bookingId]);
  return row?.timezone;
}
