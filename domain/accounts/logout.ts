import type { Database } from '../../platform/postgres/database.js';
import { endSession } from './end-session.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { hashOf } from './refresh-tokens.js';

/**
 * Revokes the sessions of these tokens; used or expired refresh tokens count too.
 * @returns the ids of revoked sessions.
 */
export async function logout(
  db: Database,
  { refreshToken, sessionId }: { refreshToken: string | undefined; sessionId: string | undefined },
): Promise<string[]> {
  const ended = new Set<string>();
  if (sessionId !== undefined) ended.add(sessionId);
  if (refreshToken !== undefined) {
    const token = await db.manager.findOneBy(RefreshTokenEntity, { tokenHash: hashOf(refreshToken) });
    if (token) ended.add(token.sessionId);
  }
  for (const id of ended) await endSession(db, id);
  return [...ended];
}
