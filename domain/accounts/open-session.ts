import type { Account } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { hashOf, newRefreshToken, refreshTokenDays } from './refresh-tokens.js';

/** A new session with its first refresh token. */
export interface OpenSession {
  account: Account;
  sessionId: string;
  refreshToken: string;
}

const insertSession = statement(
  'insert-session',
  `WITH session AS (
     -- The lock makes a suspension come either before this, and be seen, or after it, and end the session.
     INSERT INTO sessions (user_id, device)
     SELECT id, $3::text FROM users WHERE id = $1 AND suspended_at IS NULL FOR SHARE
     RETURNING id
   )
   INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
   SELECT $2, id, clock_timestamp() + ${refreshTokenDays} * interval '1 day' FROM session
   RETURNING session_id AS "sessionId"`,
);

/**
 * Opens a session for an authenticated account.
 * @param device the User-Agent, shown in the list of sessions.
 * @throws DomainError `account_suspended`.
 */
export async function openSession(db: Database, account: Account, device?: string): Promise<OpenSession> {
  const refreshToken = newRefreshToken();
  const [row] = await db.query<{ sessionId: string }>(insertSession, [
    account.id,
    hashOf(refreshToken),
    device ?? null,
  ]);
  if (!row)
    throw new DomainError('account_suspended', 'This account is suspended. Ask those who run this place.');
  return { account, sessionId: row.sessionId, refreshToken };
}

/** The public columns of an account. */
export const accountOf = ({ id, email, name, role, language }: Account): Account => ({
  id,
  email,
  name,
  role,
  language,
});
