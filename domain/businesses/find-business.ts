import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { BusinessEntity } from './business.entity.js';
import { canManageBusiness } from './policy.js';

/** @throws DomainError `not_found` when there is no such business or it is not the caller's to manage. */
export async function findBusiness(
  db: Database,
  caller: Caller,
  businessId: string,
): Promise<BusinessEntity> {
  const business = await db.manager.findOneBy(BusinessEntity, { id: businessId });
  if (!business || !canManageBusiness(caller, business)) throw notFound('business');
  return business;
}
