import type { CreatedLot, LotBody } from '../../contract/api/businesses.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { addWithin, type Addition, type OwnerLimits } from './owner-limits.js';
import { findBusiness } from './find-business.js';
import { slotCode } from './slot-codes.js';

const add = changeStatement(
  'add-lot',
  `added AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency,
                      unpaid_bookings_per_user, approved, owner_suspended)
    SELECT o.id, $3, $4, $5, $6, $7, $9, o.approved_at IS NOT NULL, u.suspended_at IS NOT NULL
    FROM businesses o JOIN users u ON u.id = o.owner_id WHERE o.id = $2
    RETURNING *
  ),
  numbered AS (
    INSERT INTO slots (lot_id, code)
    SELECT added.id, ${slotCode('n')}
    FROM added CROSS JOIN generate_series(1, $8::int) AS n
    RETURNING id, code
  ),
  changed AS (
    SELECT l.id,
           (SELECT jsonb_agg(jsonb_build_object('id', id, 'code', code) ORDER BY code) FROM numbered)
             AS slots,
           jsonb_build_object('businessId', o.id, 'ownerId', o.owner_id, 'name', o.name) AS facts
    FROM added l JOIN businesses o ON o.id = l.business_id
  )`,
);

/**
 * Adds a lot with its slots.
 * @throws DomainError `not_found` when the business is not the caller's, `too_many_lots` or `too_many_slots`.
 */
export async function addLot(
  db: Database,
  caller: Caller,
  businessId: string,
  { slotCount, unpaidBookingsPerUser = null, ...lot }: LotBody,
  limits: OwnerLimits,
): Promise<CreatedLot> {
  await findBusiness(db, caller, businessId);
  const { amount, currency } = lot.hourlyRate;
  const owner = caller.userId;
  const additions: Addition[] = [
    { limit: 'lotsPerOwner', of: owner, count: 1 },
    { limit: 'slotsPerOwner', of: owner, count: slotCount },
  ];
  const added = await addWithin(db, owner, limits, additions, (tx) =>
    recordChange<Pick<CreatedLot, 'id' | 'slots'>>(
      tx,
      add,
      [businessId, lot.name, lot.address, lot.timezone, amount, currency, slotCount, unpaidBookingsPerUser],
      [recordEvent('business.changed', caller.userId, { change: 'lot_added' })],
    ),
  );
  if (!added) throw new Error('inserting a lot returned no row');
  return { ...lot, unpaidBookingsPerUser, id: added.id, businessId, slots: added.slots };
}
