import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';

const revokeSession = statement(
  'revoke-session',
  'UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL',
);

/** Ends a session: none of its refresh tokens works any more. Again changes nothing. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.query(revokeSession, [sessionId]);
}
