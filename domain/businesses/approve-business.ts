import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { BusinessEntity } from './business.entity.js';
import { changedBusiness } from './business-view.js';

const approve = changeStatement(
  'approve-business',
  `approved AS (
    UPDATE businesses SET approved_at = clock_timestamp(), updated_at = clock_timestamp()
    WHERE id = $2 AND approved_at IS NULL
    RETURNING *
  ),
  marked AS (UPDATE lots SET approved = true FROM approved WHERE lots.business_id = approved.id),
  changed AS (${changedBusiness('approved')})`,
);

/**
 * Approves a business, whose lots are listed before those of unapproved ones. Idempotent.
 * @throws DomainError `not_found`.
 */
export async function approveBusiness(
  db: Database,
  caller: Caller,
  businessId: string,
): Promise<BusinessEntity> {
  const business = await db.manager.findOneBy(BusinessEntity, { id: businessId });
  if (!business) throw notFound('business');
  const approved = await recordChange<BusinessEntity>(
    db,
    approve,
    [businessId],
    [recordEvent('business.approved', caller.userId)],
    // The same lock as adding a lot: a concurrent new lot is approved either here or there.
    locksFor([{ userId: business.ownerId }]),
  );
  return approved ?? (await db.manager.findOneByOrFail(BusinessEntity, { id: businessId }));
}
