import { LessThan } from 'typeorm';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { BusinessEntity } from './business.entity.js';

/** Admins list all businesses, others their own. */
export async function listBusinesses(
  db: Database,
  caller: Caller,
  { limit, cursor }: PageQuery,
): Promise<Page<BusinessEntity>> {
  const rows = await db.manager.find(BusinessEntity, {
    where: {
      id: LessThan(cursor === undefined ? beyondLastId : decodeCursor(cursor)),
      ...(caller.role === 'admin' ? {} : { ownerId: caller.userId }),
    },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  return pageOf(rows, limit);
}
