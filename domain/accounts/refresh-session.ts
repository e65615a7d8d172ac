import type { Account } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { accountOf, type OpenSession } from './open-session.js';
import { hashOf, newRefreshToken, refreshTokenDays } from './refresh-tokens.js';
import { endSession } from './end-session.js';

/** Locks both rows, which serializes concurrent refreshes and logouts. */
const findToken = statement(
  'find-refresh-token',
  `SELECT session.id AS "sessionId",
          session.revoked_at IS NOT NULL AS revoked,
          token.used_at IS NOT NULL AS used,
          token.expires_at <= clock_timestamp() AS expired,
          account.id, account.email, account.name, account.role, account.language
   FROM refresh_tokens token
   JOIN sessions session ON session.id = token.session_id
   JOIN users account ON account.id = session.user_id
   WHERE token.token_hash = $1
   FOR UPDATE OF token, session`,
);

const rotateToken = statement(
  'rotate-refresh-token',
  `WITH used AS (
     UPDATE refresh_tokens SET used_at = clock_timestamp() WHERE token_hash = $1 RETURNING session_id
   ), visited AS (
     UPDATE sessions SET last_used_at = clock_timestamp() FROM used WHERE sessions.id = used.session_id
   )
   INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
   SELECT $2, session_id, clock_timestamp() + ${refreshTokenDays} * interval '1 day' FROM used`,
);

interface Found extends Account {
  sessionId: string;
  revoked: boolean;
  used: boolean;
  expired: boolean;
}

/** `reused`: a used token was presented again, so it was copied; the session was revoked. */
export type Refreshed =
  | { outcome: 'refreshed'; session: OpenSession }
  | { outcome: 'reused'; sessionId: string }
  | { outcome: 'refused' };

/** Rotates a refresh token; each can be used once. */
export function refreshSession(db: Database, refreshToken: string): Promise<Refreshed> {
  return db.transaction(async (db) => {
    const [found] = await db.query<Found>(findToken, [hashOf(refreshToken)]);
    if (!found || found.revoked) return { outcome: 'refused' };

    const { sessionId } = found;
    if (found.used) {
      await endSession(db, sessionId);
      return { outcome: 'reused', sessionId };
    }
    if (found.expired) return { outcome: 'refused' };

    const next = newRefreshToken();
    await db.query(rotateToken, [hashOf(refreshToken), hashOf(next)]);
    return { outcome: 'refreshed', session: { account: accountOf(found), sessionId, refreshToken: next } };
  });
}
