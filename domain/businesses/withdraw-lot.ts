import type { EventPayload } from '../events/catalog/index.js';
import type { Lot } from '../../contract/api/businesses.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { findAnyLot } from './list-lots.js';

const change = (name: string, set: string, guard: string) =>
  changeStatement(
    name,
    `acted AS (UPDATE lots SET withdrawn_at = ${set} WHERE id = $2 AND withdrawn_at ${guard} RETURNING *),
    changed AS (
      SELECT l.id, jsonb_build_object(
        'businessId', o.id, 'ownerId', o.owner_id, 'lotId', l.id, 'lotName', l.name) AS facts
      FROM acted l JOIN businesses o ON o.id = l.business_id
    )`,
  );

const withdraw = change('withdraw-lot', 'clock_timestamp()', 'IS NULL');
const restore = change('restore-lot', 'NULL', 'IS NOT NULL');

/**
 * Withdraws a lot: unlisted, no bookings or renewals; active bookings continue. Idempotent.
 * @throws DomainError `not_found`.
 */
export async function withdrawLot(db: Database, caller: Caller, lotId: string, reason: string): Promise<Lot> {
  const details = { reason } satisfies Partial<EventPayload<'lot.withdrawn'>>;
  await recordChange(db, withdraw, [lotId], [recordEvent('lot.withdrawn', caller.userId, details)]);
  return findAnyLot(db, lotId);
}

/** Restores a withdrawn lot. Idempotent. @throws DomainError `not_found`. */
export async function restoreLot(db: Database, caller: Caller, lotId: string, reason: string): Promise<Lot> {
  const details = { reason } satisfies Partial<EventPayload<'lot.restored'>>;
  await recordChange(db, restore, [lotId], [recordEvent('lot.restored', caller.userId, details)]);
  return findAnyLot(db, lotId);
}
