import { bookingStatus, type BookingsQuery } from '../../contract/api/bookings.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { DomainError, forbidden } from '../errors.js';
import { pageByStatus, type PageScope } from '../lists/page-by-status.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { bookingView, type BookingRecord } from './booking-view.js';

type Which = 'all' | 'active' | 'upcoming' | 'completed' | 'cancelled';

/** Active bookings past their deadline read as completed. There are few, found by the index of deadlines. */
const over = 'bookings.ends_at <= clock_timestamp()';
const alsoOver = (scope: string) => `
  UNION ALL
  SELECT bookings.id FROM bookings
  WHERE bookings.status = 'active' AND bookings.ends_at <= statement_timestamp() AND ${scope} AND bookings.id < $2`;

interface Lists {
  statements: Record<Which, Statement>;
  /** The values of $5 and what follows. */
  values: (query: BookingsQuery) => unknown[];
}

const list = (name: string, scope?: PageScope, values: Lists['values'] = () => []): Lists => {
  const also = Object.entries(scope?.also ?? {}).map(([column, value]) => `bookings.${column} = ${value}`);
  const mine = scope ? `bookings.${scope.column} IN (${scope.values})` : '$1::uuid IS NOT NULL';
  const of = (which: Which, condition: string, more = '') =>
    statement(
      `list-bookings-${name}-${which}`,
      `WITH page AS (${pageByStatus('bookings', scope, { condition, more })})
       ${bookingView} WHERE b.id = ANY (ARRAY(SELECT id FROM page)) ORDER BY b.id DESC`,
    );
  const statements = {
    all: of('all', 'true'),
    active: of('active', `NOT ${over}`),
    upcoming: of('upcoming', 'bookings.starts_at > clock_timestamp()'),
    completed: of('completed', 'true', alsoOver([mine, ...also].join(' AND '))),
    cancelled: of('cancelled', 'true'),
  };
  return { statements, values };
};

const businesses = 'SELECT id FROM businesses WHERE owner_id = $1';

/** One statement per role, each served by its own index. */
const ofRole: Partial<Record<Caller['role'], Lists>> = {
  user: list('user', { column: 'user_id', values: 'SELECT $1::uuid' }),
  owner: list('owner', { column: 'business_id', values: businesses }),
  admin: list('admin'),
};

/** What owners look for: the bookings of a lot, or of a plate. */
const ofOwner = {
  lot: list(
    'owner-lot',
    { column: 'lot_id', values: `SELECT id FROM lots WHERE id = $5 AND business_id IN (${businesses})` },
    ({ lotId }) => [lotId],
  ),
  plate: list(
    'owner-plate',
    { column: 'business_id', values: businesses, also: { vehicle_plate: '$5::text' } },
    ({ plate }) => [plate],
  ),
};

/**
 * Users list their own bookings, owners those of their lots, admins all.
 * @throws DomainError `invalid_request` for a plate or a lot by anybody but an owner.
 */
export async function listBookings(
  db: Database,
  caller: Caller,
  query: BookingsQuery,
): Promise<Page<BookingRecord>> {
  const { limit, cursor, status, state } = query;
  const { statements, values } = listsFor(caller, query);
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows = await db.query<BookingRecord>(statements[state ?? whichOf(status)], [
    caller.userId,
    before,
    statusesOf(query),
    limit + 1,
    ...values(query),
  ]);
  return pageOf(rows, limit);
}

function listsFor({ role }: Caller, { plate, lotId }: BookingsQuery): Lists {
  const all = ofRole[role];
  if (!all) throw forbidden('Operators see a booking through its timeline.');
  if (plate === undefined && lotId === undefined) return all;
  if (role !== 'owner') {
    const path = plate === undefined ? 'lotId' : 'plate';
    const errors = [{ path, message: 'is for owners, of their own lots' }];
    throw new DomainError('invalid_request', 'Only owners look for a plate or a lot.', { errors });
  }
  return plate === undefined ? ofOwner.lot : ofOwner.plate;
}

function statusesOf({ status, state }: BookingsQuery) {
  if (state === 'upcoming') return ['active'];
  return status === undefined ? bookingStatus.options : [status];
}

function whichOf(status: BookingsQuery['status']): Which {
  if (status === undefined) return 'all';
  return status === 'active' || status === 'completed' ? status : 'cancelled';
}
