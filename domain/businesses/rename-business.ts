import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import type { BusinessEntity } from './business.entity.js';
import { changedBusiness } from './business-view.js';
import { findBusiness } from './find-business.js';

const rename = changeStatement(
  'rename-business',
  `renamed AS (UPDATE businesses SET name = $3, updated_at = clock_timestamp() WHERE id = $2 RETURNING *),
   changed AS (${changedBusiness('renamed')})`,
);

/** @throws DomainError `not_found` when the business is not the caller's. */
export async function renameBusiness(
  db: Database,
  caller: Caller,
  businessId: string,
  name: string,
): Promise<BusinessEntity> {
  await findBusiness(db, caller, businessId);
  const events = [recordEvent('business.changed', caller.userId, { change: 'renamed' })];
  const renamed = await recordChange<BusinessEntity>(db, rename, [businessId, name], events);
  if (!renamed) throw notFound('business');
  return renamed;
}
