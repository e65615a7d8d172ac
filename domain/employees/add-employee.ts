import type { Employee } from '../../contract/api/employees.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { addWithin, type OwnerLimits } from '../businesses/owner-limits.js';
import { findBusiness } from '../businesses/find-business.js';
import { EmployeeEntity } from './employee.entity.js';

/** @throws DomainError `not_found` when the business is not the caller's, `too_many_employees`. */
export async function addEmployee(
  db: Database,
  caller: Caller,
  businessId: string,
  name: string,
  limits: OwnerLimits,
): Promise<Employee> {
  await findBusiness(db, caller, businessId);
  const { id } = await addWithin(
    db,
    caller.userId,
    limits,
    [{ limit: 'employeesPerBusiness', of: businessId, count: 1 }],
    ({ manager }) => manager.save(EmployeeEntity, { businessId, name }),
  );
  return { id, businessId, name };
}
