import type { ListedBroadcast } from '../../contract/api/broadcasts.js';
import type { Page, PageQuery } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';

const list = statement(
  'list-broadcasts',
  `SELECT id, audience, recipients, told, title, message, type, ${isoInstant('created_at')} AS "createdAt",
          ${isoInstant('finished_at')} AS "finishedAt"
   FROM broadcasts WHERE id < $1 ORDER BY id DESC LIMIT $2`,
);

/** What was sent and how far it has come, newest first. The route admits only admins. */
export async function listBroadcasts(
  db: Database,
  { limit, cursor }: PageQuery,
): Promise<Page<ListedBroadcast>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<ListedBroadcast>(list, [before, limit + 1]), limit);
}
