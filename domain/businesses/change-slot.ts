import type { OwnLot, SlotChange } from '../../contract/api/businesses.js';
import type { Database } from '../../platform/postgres/database.js';
import { isUniqueViolation } from '../../platform/postgres/errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { conflict, notFound } from '../errors.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { findOwnLot } from './own-lots.js';
import { canManageBusiness } from './policy.js';

const find = statement(
  'find-slot-to-change',
  `SELECT s.lot_id AS "lotId", o.owner_id AS "ownerId"
   FROM slots s JOIN lots l ON l.id = s.lot_id JOIN businesses o ON o.id = l.business_id WHERE s.id = $1`,
);

/** A change that changes nothing matches no row, and is no event. */
const change = changeStatement(
  'change-slot',
  `acted AS (
    UPDATE slots SET code = coalesce($3, code),
                     retired_at = CASE coalesce($4::boolean, retired_at IS NOT NULL)
                       WHEN true THEN coalesce(retired_at, clock_timestamp()) END
    WHERE id = $2 AND (code <> $3 OR (retired_at IS NOT NULL) <> $4)
    RETURNING *
  ),
  changed AS (
    SELECT acted.id, jsonb_build_object(
      'businessId', o.id, 'ownerId', o.owner_id, 'name', o.name, 'slotId', acted.id, 'code', acted.code,
      'retired', acted.retired_at IS NOT NULL) AS facts
    FROM acted JOIN lots l ON l.id = acted.lot_id JOIN businesses o ON o.id = l.business_id
  )`,
);

/**
 * Renames, retires or restores a slot of the caller's. A retired slot takes no new bookings and no renewals; bookings that were made
 * before go on. Under the lock that booking takes: none is made while it is being retired. Idempotent.
 * @returns its lot.
 * @throws DomainError `not_found`, `slot_code_taken`.
 */
export async function changeSlot(
  db: Database,
  caller: Caller,
  slotId: string,
  { code, retired }: SlotChange,
): Promise<OwnLot> {
  const [slot] = await db.query<{ lotId: string; ownerId: string }>(find, [slotId]);
  if (!slot || !canManageBusiness(caller, slot)) throw notFound('slot');
  try {
    await recordChange(
      db,
      change,
      [slotId, code ?? null, retired ?? null],
      [recordEvent('business.changed', caller.userId, { change: 'slot_changed' })],
      locksFor([{ slot: slotId }]),
    );
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw conflict('slot_code_taken', 'Another slot of this lot has this code; it may be a retired one.');
    }
    throw error;
  }
  return findOwnLot(db, caller, slot.lotId);
}
