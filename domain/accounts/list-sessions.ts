import type { SessionView } from '../../contract/api/accounts.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from './caller.js';
import type { SessionEntity } from './session.entity.js';

/** A session whose last refresh token has expired is over without having been revoked. */
const openSessions = statement(
  'open-sessions',
  `SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt", device, id = $2 AS current
   FROM sessions
   WHERE user_id = $1 AND id < $3 AND revoked_at IS NULL AND EXISTS (
     SELECT FROM refresh_tokens token
     WHERE token.session_id = sessions.id AND token.used_at IS NULL AND token.expires_at > clock_timestamp())
   ORDER BY id DESC
   LIMIT $4`,
);

interface Row extends Pick<SessionEntity, 'id' | 'createdAt' | 'lastUsedAt' | 'device'> {
  current: boolean;
}

/** The caller's open sessions, newest first. */
export async function listSessions(
  db: Database,
  { userId, sessionId }: Caller,
  { limit, cursor }: PageQuery,
): Promise<Page<SessionView>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows = await db.query<Row>(openSessions, [userId, sessionId, before, limit + 1]);
  const { items, nextCursor } = pageOf(rows, limit);
  const present = ({ createdAt, lastUsedAt, ...session }: Row): SessionView => ({
    ...session,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  });
  return { items: items.map(present), nextCursor };
}
