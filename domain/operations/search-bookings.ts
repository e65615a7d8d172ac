import { bookingStatus } from '../../contract/api/bookings.js';
import type { BookingFound, SearchResult } from '../../contract/api/operations.js';
import { id } from '../../contract/values.js';
import { normalizePlate } from '../../contract/vehicle-plate.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { beyondLastId } from '../lists/cursor.js';
import { pageByStatus } from '../lists/page-by-status.js';
import { foundColumns, foundTables } from './booking-found.js';

const mostBookings = 20;

/** A shorter beginning of a plate would match too many to find anything. */
const shortestBeginning = 3;
const longestPlate = 20;

/** Plates with the same beginning that are looked at. */
const mostPlates = 50;

interface Hit {
  id: string;
  by: BookingFound['by'];
  /** There may be more, at plates that were not looked at. */
  isCut?: boolean;
}

const byId = statement(
  'search-by-id',
  `SELECT id, 'booking' AS by FROM bookings WHERE id = $1
   UNION ALL SELECT booking_id, 'payment' FROM payments WHERE id = $1`,
);

const byEmail = statement(
  'search-by-email',
  `SELECT id, 'email' AS by FROM (${pageByStatus('bookings', {
    column: 'user_id',
    values: 'SELECT id FROM users WHERE email = $1::text',
  })}) AS found`,
);

const plate = 'bookings.vehicle_plate COLLATE "C"';

/**
 * The newest bookings of a plate. A comparison of rows and not an equality, with which the planner might walk the primary key until it
 * has found enough.
 */
const newestOf = (wanted: string, most: string) => `
  SELECT bookings.id FROM bookings
  WHERE (${plate}, bookings.id) <= (${wanted}, '${beyondLastId}'::uuid) AND ${plate} >= ${wanted}
  ORDER BY ${plate} DESC, bookings.id DESC LIMIT ${most}`;

const byPlate = statement(
  'search-by-plate',
  `SELECT id, 'plate' AS by FROM (${newestOf('$1::text', '$2')}) AS found`,
);

/** The first plate beyond another that begins with $1: before everything that has the last code point of Unicode there. */
const nextPlate = (beyond: string) => `
  (SELECT ${plate} FROM bookings
   WHERE ${plate} > ${beyond} AND ${plate} < $1::text || U&'\\+10FFFF'
   ORDER BY ${plate} LIMIT 1)`;

/** Steps from plate to plate along the index, so that one with thousands of bookings does not hide the others. */
const byBeginning = statement(
  'search-by-plate-beginning',
  `WITH RECURSIVE plates (plate, place) AS (
     SELECT ${nextPlate('$1::text')}, 1
     UNION ALL
     SELECT ${nextPlate('plates.plate')}, place + 1 FROM plates WHERE plates.plate IS NOT NULL AND place <= ${mostPlates}
   )
   SELECT found.id, 'plate' AS by,
          EXISTS (SELECT FROM plates WHERE place > ${mostPlates} AND plates.plate IS NOT NULL) AS "isCut"
   FROM plates
   CROSS JOIN LATERAL (${newestOf('plates.plate', '$2')}) AS found
   WHERE plates.plate IS NOT NULL AND place <= ${mostPlates}
   ORDER BY found.id DESC LIMIT $2`,
);

const show = statement(
  'show-found-bookings',
  `SELECT ${foundColumns} ${foundTables} WHERE b.id = ANY ($1::uuid[]) ORDER BY b.id DESC`,
);

async function hitsOf(db: Database, q: string, most: number): Promise<Hit[]> {
  const asId = id.safeParse(q);
  if (asId.success) return db.query<Hit>(byId, [asId.data]);
  const hits: Hit[] = [];
  if (q.includes('@')) {
    const statuses = bookingStatus.options;
    hits.push(...(await db.query<Hit>(byEmail, [q.toLowerCase(), beyondLastId, statuses, most])));
  }
  const typed = normalizePlate(q);
  if (typed.length > longestPlate) return hits;
  const exact = await db.query<Hit>(byPlate, [typed, most]);
  hits.push(...exact);
  if (exact.length === 0 && typed.length >= shortestBeginning)
    hits.push(...(await db.query<Hit>(byBeginning, [typed, most])));
  return hits;
}

/** Bookings that a plate or the beginning of one, an id of a booking or payment, or an e-mail address leads to, newest first. */
export async function searchBookings(db: Database, q: string): Promise<SearchResult> {
  const hits = await hitsOf(db, q, mostBookings + 1);
  const by = new Map(hits.map((hit) => [hit.id, hit.by]));
  const ids = [...by.keys()].sort().reverse();
  const found = await db.query<Omit<BookingFound, 'by'>>(show, [ids.slice(0, mostBookings)]);
  return {
    items: found.map((booking) => ({ ...booking, by: by.get(booking.id) ?? 'booking' })),
    isComplete: ids.length <= mostBookings && !hits.some(({ isCut }) => isCut),
  };
}
