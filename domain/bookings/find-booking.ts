import type { Batch, Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { bookingView, shownBookings, type BookingRecord } from './booking-view.js';
import { canSeeBooking } from './policy.js';

const byId = statement('find-booking', `${bookingView} WHERE b.id = $1`);

/**
 * Finds a booking that the caller may act on.
 * @throws DomainError `not_found` if there is none, or `may` denies it to the caller.
 */
export async function findBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  may: (caller: Caller, booking: BookingRecord) => boolean = canSeeBooking,
): Promise<BookingRecord> {
  const [booking] = await db.query<BookingRecord>(byId, [bookingId]);
  if (!booking || !may(caller, booking)) throw notFound('booking');
  return booking;
}

const byIds = statement(
  'find-bookings-by-id',
  shownBookings(
    '(SELECT * FROM bookings WHERE id = ANY(ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($1::jsonb))))',
  ),
);

const findEach: Batch<string, BookingRecord> = async (db, ids) => {
  const found = new Map(
    (await db.query<BookingRecord>(byIds, [JSON.stringify(ids)])).map((booking) => [booking.id, booking]),
  );
  return ids.map((id) => found.get(id));
};

/** The same within a group commit. */
export async function findSharedBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  may: (caller: Caller, booking: BookingRecord) => boolean,
): Promise<BookingRecord> {
  const booking = await db.share(findEach, bookingId);
  if (!booking || !may(caller, booking)) throw notFound('booking');
  return booking;
}
