import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';
import { hashOf } from './refresh-tokens.js';

const revokeSession = statement(
  'revoke-session',
  'UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL',
);

const findSession = statement(
  'find-session-of-token',
  'SELECT session_id AS id FROM refresh_tokens WHERE token_hash = $1',
);

/** Ends a session: none of its refresh tokens works any more. Again changes nothing. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.query(revokeSession, [sessionId]);
}

/** The session that a refresh token belongs to, whether used, expired or good. */
export async function sessionOf(db: Database, refreshToken: string): Promise<string | undefined> {
  const [session] = await db.query<{ id: string }>(findSession, [hashOf(refreshToken)]);
  return session?.id;
}
