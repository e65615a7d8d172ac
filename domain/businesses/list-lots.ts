import type { Lot, LotSlot, LotSummary } from '../../contract/api/businesses.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeRankedCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import { isOpen } from './open-lots.js';

const lotColumns = `
  l.id, l.business_id AS "businessId", l.name, l.address, l.timezone,
  jsonb_build_object('amount', l.hourly_rate_amount, 'currency', l.hourly_rate_currency) AS "hourlyRate",
  l.unpaid_bookings_per_user AS "unpaidBookingsPerUser"`;

const begun = 'b.starts_at <= statement_timestamp()';
/** Active, and not over for a sweep that is yet to come. Written so that the index of active bookings serves it. */
const notOver = `b.status = 'active' AND b.ends_at > statement_timestamp()`;

/**
 * Counts for the lots of the page alone, and of their bookings only those that have begun: at one moment a slot is held by
 * one booking at most (`bookings_slot_free`), so that these are the slots that are taken. They are read in one go: a plan that
 * was made while there were hardly any bookings is kept for a while, and must not read them all for each lot.
 */
export const list = statement(
  'list-lots',
  `WITH l AS MATERIALIZED (
     SELECT * FROM lots
     WHERE ${isOpen('lots')} AND (lots.approved, lots.id) < ($1::boolean, $2::uuid)
     ORDER BY lots.approved DESC, lots.id DESC
     LIMIT $3
   ),
   held AS MATERIALIZED (
     SELECT b.lot_id, count(*) FROM bookings b
     WHERE b.lot_id = ANY (ARRAY(SELECT id FROM l)) AND ${begun} AND ${notOver}
     GROUP BY b.lot_id
   )
   SELECT ${lotColumns}, l.approved, l.slot_count AS "slotCount",
          l.slot_count - coalesce(held.count, 0) AS "freeSlots"
   FROM l LEFT JOIN held ON held.lot_id = l.id
   ORDER BY l.approved DESC, l.id DESC`,
);

const one = statement('find-lot', `SELECT ${lotColumns} FROM lots l WHERE l.id = $1`);
const oneOpen = statement('find-open-lot', `${one.text} AND ${isOpen('l')}`);

/** Reads the lot's active bookings once, and not once for each of its slots. */
export const slotsOf = statement(
  'list-slots',
  `WITH first AS MATERIALIZED (
     SELECT b.slot_id, min(b.starts_at) AS starts_at FROM bookings b WHERE b.lot_id = $1 AND ${notOver} GROUP BY b.slot_id
   )
   SELECT s.id, s.code, (b.starts_at > statement_timestamp()) IS NOT false AS free,
          CASE WHEN b.starts_at > statement_timestamp() THEN ${isoInstant('b.starts_at')} END AS "freeUntil"
   FROM slots s LEFT JOIN first b ON b.slot_id = s.id
   WHERE s.lot_id = $1
   ORDER BY s.code`,
);

/** A place in the list: lots of approved businesses come first, and newer before older ones. */
const placeOf = ({ approved, id }: { approved: boolean; id: string }) => (approved ? '1' : '0') + id;

/** All lots with how many slots are free now, those of approved businesses first. Anybody may look. */
export async function listLots(db: Database, { limit, cursor }: PageQuery): Promise<Page<LotSummary>> {
  const { rank, id } = cursor === undefined ? { rank: '1', id: beyondLastId } : decodeRankedCursor(cursor);
  const rows = await db.query<LotSummary & { approved: boolean }>(list, [rank, id, limit + 1]);
  const { items, nextCursor } = pageOf(rows, limit, placeOf);
  return { items: items.map(({ approved: _approved, ...lot }) => lot), nextCursor };
}

/**
 * One lot with each of its slots.
 * @throws DomainError `not_found` for an unknown one, and for one that is not for the public.
 */
export const findLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, oneOpen);

/** The same, for those who withdraw and restore it. @throws DomainError `not_found`. */
export const findAnyLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, one);

async function find(db: Database, lotId: string, one: Statement): Promise<Lot> {
  const [lot] = await db.query<Omit<Lot, 'slots' | 'slotCount' | 'freeSlots'>>(one, [lotId]);
  if (!lot) throw notFound('lot');
  const slots = await db.query<LotSlot>(slotsOf, [lotId]);
  return { ...lot, slotCount: slots.length, freeSlots: slots.filter(({ free }) => free).length, slots };
}
