import { bookingStatus, type BookingsQuery } from '../../contract/api/bookings.js';
import type { Page } from '../../contract/values.js';
import { beforeFirstId, beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
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

/**
 * The businesses where a car has ever parked, in steps along the index of plates and businesses: a further index without the business
 * would be taken for the lists of owners too. Comparisons of rows as in `pageByStatus`.
 */
const placesOfPlate = `
  WITH RECURSIVE places (id) AS (
    SELECT '${beforeFirstId}'::uuid
    UNION ALL
    SELECT (
      SELECT b.business_id FROM bookings b
      WHERE (b.vehicle_plate, b.business_id) > ($5::text, places.id) AND b.vehicle_plate <= $5::text
      ORDER BY b.vehicle_plate, b.business_id LIMIT 1
    )
    FROM places WHERE places.id IS NOT NULL
  )
  SELECT id FROM places WHERE $1::uuid IS NOT NULL`;

const ofPlateIn = (name: string, places: string) =>
  list(name, { column: 'business_id', values: places, also: { vehicle_plate: '$5::text' } }, ({ plate }) => [
    plate,
  ]);

/** The bookings of a plate, in the lots of an owner or anywhere. */
const ofPlate: Partial<Record<Caller['role'], Lists>> = {
  owner: ofPlateIn('owner-plate', businesses),
  admin: ofPlateIn('admin-plate', placesOfPlate),
};

/** The bookings of a lot. */
const ofLot: typeof ofPlate = {
  owner: list(
    'owner-lot',
    { column: 'lot_id', values: `SELECT id FROM lots WHERE id = $5 AND business_id IN (${businesses})` },
    ({ lotId }) => [lotId],
  ),
};

/**
 * Users list their own bookings, owners those of their lots, admins all.
 * @throws DomainError `invalid_request` for a plate by a user, or a lot by anybody but an owner.
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
  const refused = (path: string, who: string) =>
    new DomainError('invalid_request', `Only ${who} look for a ${path}.`, {
      errors: [{ path, message: `is for ${who}` }],
    });
  if (plate !== undefined) {
    const found = ofPlate[role];
    if (!found) throw refused('plate', 'owners and admins');
    return found;
  }
  if (lotId === undefined) return all;
  const found = ofLot[role];
  if (!found) throw refused('lotId', 'owners');
  return found;
}

function statusesOf({ status, state }: BookingsQuery) {
  if (state === 'upcoming') return ['active'];
  return status === undefined ? bookingStatus.options : [status];
}

function whichOf(status: BookingsQuery['status']): Which {
  if (status === undefined) return 'all';
  return status === 'active' || status === 'completed' ? status : 'cancelled';
}
