import type { Employee } from '../../contract/api/employees.js';
import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { findBusiness } from '../businesses/find-business.js';

const add = statement(
  'add-employee',
  `INSERT INTO employees (business_id, name) VALUES ($1, $2) RETURNING id, business_id AS "businessId", name`,
);

/** @throws Problem 404 when the business is not the caller's. */
export async function addEmployee(
  db: Database,
  caller: Caller,
  businessId: string,
  name: string,
): Promise<Employee> {
  await findBusiness(db, caller, businessId);
  const [employee] = await db.query<Employee>(add, [businessId, name]);
  if (!employee) throw new Error('inserting an employee returned no row');
  return employee;
}
