import type { ListedEmployee } from '../../contract/api/employees.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { findBusiness } from '../businesses/find-business.js';

const list = statement(
  'list-employees',
  `SELECT e.id, e.business_id AS "businessId", e.name, coalesce(assigned.items, '[]') AS assignments
   FROM employees e
   CROSS JOIN LATERAL (
     SELECT jsonb_agg(
              jsonb_build_object('id', a.id, 'lotId', a.lot_id, 'carWashId', a.car_wash_id) ORDER BY a.id DESC
            ) AS items
     FROM employee_assignments a WHERE a.employee_id = e.id
   ) AS assigned
   WHERE e.business_id = $1 AND e.id < $2
   ORDER BY e.id DESC
   LIMIT $3`,
);

/** The employees of the caller's business with their assignments. @throws DomainError `not_found`. */
export async function listEmployees(
  db: Database,
  caller: Caller,
  businessId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<ListedEmployee>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  await findBusiness(db, caller, businessId);
  return pageOf(await db.query<ListedEmployee>(list, [businessId, before, limit + 1]), limit);
}
