import type { Employee } from '../../contract/api/employees.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { addWithin, type OwnerLimits } from '../businesses/owner-limits.js';
import { findBusiness } from '../businesses/find-business.js';

const add = statement(
  'add-employee',
  `INSERT INTO employees (business_id, name) VALUES ($1, $2) RETURNING id, business_id AS "businessId", name`,
);

/** @throws DomainError `not_found` when the business is not the caller's, `too_many_employees`. */
export async function addEmployee(
  db: Database,
  caller: Caller,
  businessId: string,
  name: string,
  limits: OwnerLimits,
): Promise<Employee> {
  await findBusiness(db, caller, businessId);
  const [employee] = await addWithin(
    db,
    caller.userId,
    limits,
    [{ limit: 'employeesPerBusiness', of: businessId, count: 1 }],
    (tx) => tx.query<Employee>(add, [businessId, name]),
  );
  if (!employee) throw new Error('inserting an employee returned no row');
  return employee;
}
