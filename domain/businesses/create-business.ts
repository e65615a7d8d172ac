import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import type { BusinessEntity } from './business.entity.js';
import { addWithin, type OwnerLimits } from './owner-limits.js';
import { changedBusiness } from './business-view.js';

const create = changeStatement(
  'create-business',
  `created AS (INSERT INTO businesses (owner_id, name) VALUES ($2, $3) RETURNING *),
   changed AS (${changedBusiness('created')})`,
);

/** Creates a business of the caller. @throws DomainError `too_many_businesses`. */
export async function createBusiness(
  db: Database,
  caller: Caller,
  name: string,
  limits: OwnerLimits,
): Promise<BusinessEntity> {
  const events = [recordEvent('business.created', caller.userId)];
  const business = await addWithin(
    db,
    caller.userId,
    limits,
    [{ limit: 'businessesPerOwner', of: caller.userId, count: 1 }],
    (tx) => recordChange<BusinessEntity>(tx, create, [caller.userId, name], events),
  );
  if (!business) throw new Error('inserting a business returned no row');
  return business;
}
