import type { BookingsQuery } from '../../contract/api/bookings.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { forbidden } from '../../platform/errors.js';
import { statement, type Statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { bookingView, effectiveStatus, type BookingRecord } from './booking-view.js';

const list = (role: string, scope: string) =>
  statement(
    `list-bookings-${role}`,
    `${bookingView}
     WHERE ${scope} AND b.id < $2 AND ($3::text IS NULL OR ${effectiveStatus} = $3)
     ORDER BY b.id DESC
     LIMIT $4`,
  );

/** One statement per role, so that each is served by an index of its own. */
const statements: Partial<Record<Caller['role'], Statement>> = {
  user: list('user', 'b.user_id = $1'),
  owner: list('owner', 'b.business_id IN (SELECT id FROM businesses WHERE owner_id = $1)'),
  admin: list('admin', '$1::uuid IS NOT NULL'),
};

/** Users list their own bookings, owners those in their lots, admins all. */
export async function listBookings(
  db: Database,
  caller: Caller,
  { limit, cursor, status }: BookingsQuery,
): Promise<Page<BookingRecord>> {
  const scoped = statements[caller.role];
  if (!scoped) throw forbidden('Operators see a booking through its timeline.');
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows = await db.query<BookingRecord>(scoped, [caller.userId, before, status ?? null, limit + 1]);
  return pageOf(rows, limit);
}
