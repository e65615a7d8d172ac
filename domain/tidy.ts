import type { Database } from '../platform/database.js';
import { statement } from '../platform/statement.js';

/** What is kept for a while only, and for how long after it has become useless. */
const perishables = {
  idempotencyKeys: `DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'`,
  refreshTokens: `DELETE FROM refresh_tokens WHERE expires_at < now() - interval '1 day'`,
  sessions: `DELETE FROM sessions WHERE created_at < now() - interval '2 days' AND NOT EXISTS (
    SELECT FROM refresh_tokens WHERE refresh_tokens.session_id = sessions.id)`,
  removedSessions: `DELETE FROM removed_sessions WHERE removed_at < now() - interval '2 days'`,
  loginFailures: `DELETE FROM login_failures WHERE last_at < now() - interval '2 days'`,
};

/** Deletes expired keys, tokens, sessions and counters. @returns how many of each. */
export async function tidy(db: Database): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const [what, sql] of Object.entries(perishables)) {
    const rows = await db.query(statement(`tidy-${what}`, `${sql} RETURNING 1`));
    deleted[what] = rows.length;
  }
  return deleted;
}
