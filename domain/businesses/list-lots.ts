import type { Lot, LotSlot, LotSummary } from '../../contract/api/businesses.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { isoInstant } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';

const lotColumns = `
  l.id, l.business_id AS "businessId", l.name, l.address, l.timezone,
  jsonb_build_object('amount', l.hourly_rate_amount, 'currency', l.hourly_rate_currency) AS "hourlyRate",
  l.unpaid_bookings_per_user AS "unpaidBookingsPerUser"`;

/** Taken at this moment. The comparison of the end is written so that the index of active bookings serves it. */
const heldNow = `b.status = 'active' AND b.starts_at <= statement_timestamp() AND b.ends_at > statement_timestamp()`;

const list = statement(
  'list-lots',
  `SELECT ${lotColumns}, slots.count AS "slotCount", slots.count - held.count AS "freeSlots"
   FROM lots l,
     LATERAL (SELECT count(*) FROM slots WHERE lot_id = l.id) AS slots,
     LATERAL (SELECT count(DISTINCT b.slot_id) FROM bookings b WHERE b.lot_id = l.id AND ${heldNow}) AS held
   WHERE l.id < $1
   ORDER BY l.id DESC
   LIMIT $2`,
);

const one = statement('find-lot', `SELECT ${lotColumns} FROM lots l WHERE l.id = $1`);

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

/** All lots with how many slots are free now. Anybody may look. */
export async function listLots(db: Database, { limit, cursor }: PageQuery): Promise<Page<LotSummary>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<LotSummary>(list, [before, limit + 1]), limit);
}

/**
 * One lot with each of its slots.
 * @throws Problem 404.
 */
export async function findLot(db: Database, lotId: string): Promise<Lot> {
  const [lot] = await db.query<Omit<Lot, 'slots' | 'slotCount' | 'freeSlots'>>(one, [lotId]);
  if (!lot) throw notFound('lot');
  const slots = await db.query<LotSlot>(slotsOf, [lotId]);
  return { ...lot, slotCount: slots.length, freeSlots: slots.filter(({ free }) => free).length, slots };
}
