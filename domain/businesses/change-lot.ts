import type { Lot, LotChange } from '../../contract/api/businesses.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict, notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { findAnyLot } from './list-lots.js';
import { addWithin, type Addition, type OwnerLimits } from './owner-limits.js';
import { canManageBusiness } from './policy.js';
import { mostSlots, slotCode } from './slot-codes.js';

const find = statement(
  'find-lot-to-change',
  `SELECT l.hourly_rate_currency AS currency, o.owner_id AS "ownerId",
          (SELECT count(*)::int FROM slots WHERE slots.lot_id = l.id) AS "slotCount"
   FROM lots l JOIN businesses o ON o.id = l.business_id WHERE l.id = $1`,
);

/** Codes go on from the number of slots, retired ones included. A slot may have been given such a code, which is left out. */
const change = changeStatement(
  'change-lot',
  `acted AS (
    UPDATE lots SET name = coalesce($3, name), address = coalesce($4, address),
                    hourly_rate_amount = coalesce($5, hourly_rate_amount)
    WHERE id = $2
    RETURNING *
  ),
  numbered AS (
    INSERT INTO slots (lot_id, code)
    SELECT acted.id, next.code
    FROM acted CROSS JOIN LATERAL (
      SELECT code FROM (SELECT n, ${slotCode('n')} AS code FROM generate_series($7::int + 1, 2 * $7 + $6::int) AS n) AS counted
      WHERE NOT EXISTS (SELECT FROM slots WHERE slots.lot_id = acted.id AND slots.code = counted.code)
      ORDER BY n LIMIT $6
    ) AS next
  ),
  changed AS (
    SELECT l.id, jsonb_build_object('businessId', o.id, 'ownerId', o.owner_id, 'name', o.name) AS facts
    FROM acted l JOIN businesses o ON o.id = l.business_id
  )`,
);

/**
 * Changes a lot of the caller, under the lock of the owner's limits. A new rate applies to periods booked from now on. The currency is
 * fixed, since a pending payment is increased by renewals.
 * @throws DomainError `not_found`, `currency_fixed`, `too_many_slots`.
 */
export function changeLot(
  db: Database,
  caller: Caller,
  lotId: string,
  { name, address, hourlyRate, addSlots = 0 }: LotChange,
  limits: OwnerLimits,
): Promise<Lot> {
  const owner = caller.userId;
  const additions: Addition[] = addSlots > 0 ? [{ limit: 'slotsPerOwner', of: owner, count: addSlots }] : [];
  return addWithin(db, owner, limits, additions, async (tx) => {
    const [lot] = await tx.query<{ currency: string; slotCount: number; ownerId: string }>(find, [lotId]);
    if (!lot || !canManageBusiness(caller, lot)) throw notFound('lot');
    if (hourlyRate && hourlyRate.currency !== lot.currency) {
      throw conflict(
        'currency_fixed',
        `This lot is paid for in ${lot.currency}. Only the amount may change.`,
      );
    }
    if (lot.slotCount + addSlots > mostSlots) {
      throw conflict(
        'too_many_slots',
        `One lot may have ${mostSlots} slots; this one has ${lot.slotCount}, and ${addSlots} more would be too many.`,
        { limit: mostSlots },
      );
    }
    const values = [
      lotId,
      name ?? null,
      address ?? null,
      hourlyRate?.amount ?? null,
      addSlots,
      lot.slotCount,
    ];
    const events = [recordEvent('business.changed', owner, { change: 'lot_changed' })];
    await recordChange(tx, change, values, events);
    return findAnyLot(tx, lotId);
  });
}
