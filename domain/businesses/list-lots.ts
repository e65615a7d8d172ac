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
/** Active and before its deadline, phrased for the partial index of active bookings. */
const notOver = `b.status = 'active' AND b.ends_at > statement_timestamp()`;

/**
 * Counts taken slots for the lots of the page: bookings that have begun, since a slot has at most one at a time (`bookings_slot_free`).
 * One scan for all lots: a generic plan made while there were few bookings must not scan them per lot.
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

/** Reads the lot's active bookings once rather than per slot. */
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

/** Sort order: approved businesses first, then newest first. */
const placeOf = ({ approved, id }: { approved: boolean; id: string }) => (approved ? '1' : '0') + id;

/** All public lots with their free slots, approved businesses first. */
export async function listLots(db: Database, { limit, cursor }: PageQuery): Promise<Page<LotSummary>> {
  const { rank, id } = cursor === undefined ? { rank: '1', id: beyondLastId } : decodeRankedCursor(cursor);
  const rows = await db.query<LotSummary & { approved: boolean }>(list, [rank, id, limit + 1]);
  const { items, nextCursor } = pageOf(rows, limit, placeOf);
  return { items: items.map(({ approved: _approved, ...lot }) => lot), nextCursor };
}

/**
 * One lot with each of its slots.
 * @throws DomainError `not_found` for an unknown or unlisted lot.
 */
export const findLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, oneOpen);

/** The same for admins, who can withdraw and restore it. @throws DomainError `not_found`. */
export const findAnyLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, one);

async function find(db: Database, lotId: string, one: Statement): Promise<Lot> {
  const [lot] = await db.query<Omit<Lot, 'slots' | 'slotCount' | 'freeSlots'>>(one, [lotId]);
  if (!lot) throw notFound('lot');
  const slots = await db.query<LotSlot>(slotsOf, [lotId]);
  return { ...lot, slotCount: slots.length, freeSlots: slots.filter(({ free }) => free).length, slots };
}
