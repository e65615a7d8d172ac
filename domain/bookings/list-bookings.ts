import { bookingStatus, type BookingsQuery } from '../../contract/api/bookings.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { forbidden } from '../errors.js';
import { pageByStatus, type PageScope } from '../lists/page-by-status.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { bookingView, type BookingRecord } from './booking-view.js';

type Which = 'all' | 'active' | 'completed' | 'cancelled';

/** Active bookings past their deadline read as completed. There are few, found by the index of deadlines. */
const over = 'bookings.ends_at <= clock_timestamp()';
const alsoOver = (scope: string) => `
  UNION ALL
  SELECT bookings.id FROM bookings
  WHERE bookings.status = 'active' AND bookings.ends_at <= statement_timestamp() AND ${scope} AND bookings.id < $2`;

const list = (role: string, scope?: PageScope): Record<Which, Statement> => {
  const mine = scope ? `bookings.${scope.column} IN (${scope.values})` : '$1::uuid IS NOT NULL';
  const of = (which: Which, condition: string, more = '') =>
    statement(
      `list-bookings-${role}-${which}`,
      `WITH page AS (${pageByStatus('bookings', scope, { condition, more })})
       ${bookingView} WHERE b.id = ANY (ARRAY(SELECT id FROM page)) ORDER BY b.id DESC`,
    );
  return {
    all: of('all', 'true'),
    active: of('active', `NOT ${over}`),
    completed: of('completed', 'true', alsoOver(mine)),
    cancelled: of('cancelled', 'true'),
  };
};

/** One statement per role, each served by its own index. */
const statements: Partial<Record<Caller['role'], Record<Which, Statement>>> = {
  user: list('user', { column: 'user_id', values: 'SELECT $1::uuid' }),
  owner: list('owner', { column: 'business_id', values: 'SELECT id FROM businesses WHERE owner_id = $1' }),
  admin: list('admin'),
};

/** Users list their own bookings, owners those of their lots, admins all. */
export async function listBookings(
  db: Database,
  caller: Caller,
  { limit, cursor, status }: BookingsQuery,
): Promise<Page<BookingRecord>> {
  const scoped = statements[caller.role];
  if (!scoped) throw forbidden('Operators see a booking through its timeline.');
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const wanted = status === undefined ? bookingStatus.options : [status];
  const rows = await db.query<BookingRecord>(scoped[whichOf(status)], [
    caller.userId,
    before,
    wanted,
    limit + 1,
  ]);
  return pageOf(rows, limit);
}

function whichOf(status: BookingsQuery['status']): Which {
  if (status === undefined) return 'all';
  return status === 'active' || status === 'completed' ? status : 'cancelled';
}
