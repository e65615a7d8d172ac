import type { ListedBusiness } from '../../contract/api/businesses.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';

const list = (name: string, mine: string) =>
  statement(
    `list-businesses-${name}`,
    `SELECT o.id, o.name, o.owner_id AS "ownerId", ${isoInstant('o.created_at')} AS "createdAt",
            ${isoInstant('o.updated_at')} AS "updatedAt", ${isoInstant('o.approved_at')} AS "approvedAt",
            u.name AS "ownerName", (SELECT count(*)::int FROM lots WHERE business_id = o.id) AS lots
     FROM businesses o JOIN users u ON u.id = o.owner_id
     WHERE o.id = ANY (ARRAY(SELECT id FROM businesses WHERE id < $1 AND ${mine} ORDER BY id DESC LIMIT $2))
     ORDER BY o.id DESC`,
  );

const all = list('all', 'true');
const own = list('own', 'owner_id = $3');

/** Admins list all businesses, others their own. */
export async function listBusinesses(
  db: Database,
  caller: Caller,
  { limit, cursor }: PageQuery,
): Promise<Page<ListedBusiness>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows =
    caller.role === 'admin'
      ? await db.query<ListedBusiness>(all, [before, limit + 1])
      : await db.query<ListedBusiness>(own, [before, limit + 1, caller.userId]);
  return pageOf(rows, limit);
}
