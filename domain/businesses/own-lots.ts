import type { OwnLot, OwnLotSummary, OwnSlot } from '../../contract/api/businesses.js';
import type { Page, PageQuery } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { notFound } from '../errors.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import { BusinessEntity } from './business.entity.js';
import { lotColumns, slotsWith, withFreeSlots } from './lot-view.js';
import { canManageBusiness, canSeeBusiness } from './policy.js';

const withdrawnAt = `${isoInstant('l.withdrawn_at')} AS "withdrawnAt"`;

const list = statement(
  'list-own-lots',
  `WITH l AS MATERIALIZED (
     SELECT * FROM lots WHERE lots.business_id = $1 AND lots.id < $2 ORDER BY lots.id DESC LIMIT $3
   ),
   ${withFreeSlots(`${withdrawnAt},`)}
   ORDER BY l.id DESC`,
);

const one = statement(
  'find-own-lot',
  `SELECT ${lotColumns}, ${withdrawnAt}, l.slot_count AS "slotCount", o.owner_id AS "ownerId"
   FROM lots l JOIN businesses o ON o.id = l.business_id WHERE l.id = $1`,
);

/** Bookings of a slot do not overlap, so that the first one to begin is the first one to end. */
const takenUntil = `CASE WHEN b.starts_at <= statement_timestamp() THEN ${isoInstant('b.ends_at')} END`;

const slots = statement(
  'list-own-slots',
  slotsWith('true', `${isoInstant('s.retired_at')} AS "retiredAt", ${takenUntil} AS "takenUntil",`),
);

/**
 * The lots of a business, newest first, those that were withdrawn too.
 * @throws DomainError `not_found` when the business is not the caller's; admins see all.
 */
export async function listOwnLots(
  db: Database,
  caller: Caller,
  businessId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<OwnLotSummary>> {
  const business = await db.manager.findOneBy(BusinessEntity, { id: businessId });
  if (!business || !canSeeBusiness(caller, business)) throw notFound('business');
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<OwnLotSummary>(list, [businessId, before, limit + 1]), limit);
}

/** A lot of the caller's with all of its slots. @throws DomainError `not_found`. */
export async function findOwnLot(db: Database, caller: Caller, lotId: string): Promise<OwnLot> {
  const [row] = await db.query<Omit<OwnLot, 'slots' | 'freeSlots'> & { ownerId: string }>(one, [lotId]);
  if (!row || !canManageBusiness(caller, row)) throw notFound('lot');
  const { ownerId: _ownerId, ...lot } = row;
  const all = await db.query<OwnSlot>(slots, [lotId]);
  const freeSlots = all.filter(({ free, retiredAt }) => free && retiredAt === null).length;
  return { ...lot, freeSlots, slots: all };
}
