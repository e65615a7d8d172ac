import type { Database } from '../../platform/postgres/database.js';
import { endSession } from './end-session.js';
import { hashOf } from './refresh-tokens.js';
import { statement } from '../../platform/postgres/statement.js';

const findSession = statement(
  'find-session-of-token',
  'SELECT session_id AS id FROM refresh_tokens WHERE token_hash = $1',
);

/**
 * Ends the sessions that these belong to; a refresh token names its session also when it is used up or expired.
 * @returns the ids of the sessions that are over now.
 */
export async function logout(
  db: Database,
  { refreshToken, sessionId }: { refreshToken: string | undefined; sessionId: string | undefined },
): Promise<string[]> {
  const ended = new Set<string>();
  if (sessionId !== undefined) ended.add(sessionId);
  if (refreshToken !== undefined) {
    const [session] = await db.query<{ id: string }>(findSession, [hashOf(refreshToken)]);
    if (session) ended.add(session.id);
  }
  for (const id of ended) await endSession(db, id);
  return [...ended];
}
