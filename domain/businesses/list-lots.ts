import type { Lot, LotSlot, LotSummary } from '../../contract/api/businesses.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeRankedCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { isoInstant } from '../../platform/sql.js';
import { statement, type Statement } from '../../platform/statement.js';
import { isOpen } from './open-lots.js';

const lotColumns = `
  l.id, l.business_id AS "businessId", l.name, l.address, l.timezone,
  jsonb_build_object('amount', l.hourly_rate_amount, 'currency', l.hourly_rate_currency) AS "hourlyRate",
  l.unpaid_bookings_per_user AS "unpaidBookingsPerUser"`;

/** Taken at this moment. The comparison of the end is written so that the index of active bookings serves it. */
const heldNow = `b.status = 'active' AND b.starts_at <= statement_timestamp() AND b.ends_at > statement_timestamp()`;

const list = statement(
  'list-lots',
  `SELECT ${lotColumns}, l.approved, slots.count AS "slotCount", slots.count - held.count AS "freeSlots"
   FROM lots l,
     LATERAL (SELECT count(*) FROM slots WHERE lot_id = l.id) AS slots,
     LATERAL (SELECT count(DISTINCT b.slot_id) FROM bookings b WHERE b.lot_id = l.id AND ${heldNow}) AS held
   WHERE ${isOpen('l')} AND (l.approved, l.id) < ($1::boolean, $2::uuid)
   ORDER BY l.approved DESC, l.id DESC
   LIMIT $3`,
);

const one = statement('find-lot', `SELECT ${lotColumns} FROM lots l WHERE l.id = $1`);
const oneOpen = statement('find-open-lot', `${one.text} AND ${isOpen('l')}`);

const slotsOf = statement(
  'list-slots',
  `SELECT s.id, s.code, held.id IS NULL AS free,
          CASE WHEN held.id IS NULL THEN ${isoInstant('ahead.starts_at')} END AS "freeUntil"
   FROM slots s
   LEFT JOIN LATERAL (SELECT b.id FROM bookings b WHERE b.slot_id = s.id AND ${heldNow} LIMIT 1) AS held ON true
   LEFT JOIN LATERAL (
     SELECT min(b.starts_at) AS starts_at FROM bookings b
     WHERE b.slot_id = s.id AND b.status = 'active' AND b.starts_at > statement_timestamp()
   ) AS ahead ON true
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
 * @throws Problem 404 for an unknown one, and for one that is not for the public.
 */
export const findLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, oneOpen);

/** The same, for those who withdraw and restore it. @throws Problem 404. */
export const findAnyLot = (db: Database, lotId: string): Promise<Lot> => find(db, lotId, one);

async function find(db: Database, lotId: string, one: Statement): Promise<Lot> {
  const [lot] = await db.query<Omit<Lot, 'slots' | 'slotCount' | 'freeSlots'>>(one, [lotId]);
  if (!lot) throw notFound('lot');
  const slots = await db.query<LotSlot>(slotsOf, [lotId]);
  return { ...lot, slotCount: slots.length, freeSlots: slots.filter(({ free }) => free).length, slots };
}
