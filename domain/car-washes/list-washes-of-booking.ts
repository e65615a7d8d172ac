import type { BookingCarWash } from '../../contract/api/car-washes.js';
import type { Page, PageQuery } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { findBooking } from '../bookings/find-booking.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import { shownStatus } from './car-wash-rules.js';

// Few: OFFSET 0 prevents that all washes are walked in the order of their ids instead.
const list = statement(
  'list-car-washes-of-booking',
  `SELECT w.id, w.booking_id AS "bookingId", ${shownStatus} AS status, ${isoInstant('w.created_at')} AS "requestedAt",
          ${isoInstant('w.completed_at')} AS "completedAt"
   FROM (SELECT * FROM car_washes WHERE booking_id = $1 OFFSET 0) AS w JOIN bookings b ON b.id = w.booking_id
   WHERE w.id < $2 ORDER BY w.id DESC LIMIT $3`,
);

/**
 * Lists the car washes of one booking, newest first.
 * @throws DomainError `not_found` if the booking is not the caller's, in their lot, or the caller an admin.
 */
export async function listWashesOfBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<BookingCarWash>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  await findBooking(db, caller, bookingId);
  return pageOf(await db.query<BookingCarWash>(list, [bookingId, before, limit + 1]), limit);
}
