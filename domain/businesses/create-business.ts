import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import type { BusinessRecord } from './business.js';
import { changedBusiness } from './business-view.js';

const create = changeStatement(
  'create-business',
  `created AS (INSERT INTO businesses (owner_id, name) VALUES ($2, $3) RETURNING *),
   changed AS (${changedBusiness('created')})`,
);

/** Opens a business that the caller owns. */
export async function createBusiness(db: Database, caller: Caller, name: string): Promise<BusinessRecord> {
  const events = [recordEvent('business.created', caller.userId)];
  const business = await recordChange<BusinessRecord>(db, create, [caller.userId, name], events);
  if (!business) throw new Error('inserting a business returned no row');
  return business;
}
