import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { BusinessRecord } from './business.js';
import { canManageBusiness } from './policy.js';

/** @throws DomainError `not_found` when there is no such business or it is not the caller's to manage. */
export async function findBusiness(
  db: Database,
  caller: Caller,
  businessId: string,
): Promise<BusinessRecord> {
  const business = await db.manager.findOneBy(BusinessRecord, { id: businessId });
  if (!business || !canManageBusiness(caller, business)) throw notFound('business');
  return business;
}
