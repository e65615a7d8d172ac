import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from './caller.js';

const revoke = 'UPDATE sessions SET revoked_at = clock_timestamp() WHERE revoked_at IS NULL AND';

const revokeSession = statement('revoke-session', `${revoke} id = $1`);
const revokeOwn = statement('revoke-own-session', `${revoke} id = $1 AND user_id = $2 RETURNING id`);
const revokeAll = statement('revoke-all-sessions', `${revoke} user_id = $1 RETURNING id`);
const revokeOthers = statement('revoke-other-sessions', `${revoke} user_id = $1 AND id <> $2 RETURNING id`);

/** Revokes a session with its refresh tokens. Idempotent. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.query(revokeSession, [sessionId]);
}

/** Revokes one of the caller's sessions. @throws DomainError `not_found` for an ended or foreign one. */
export async function endOwnSession(db: Database, { userId }: Caller, sessionId: string): Promise<void> {
  const ended = await db.query(revokeOwn, [sessionId, userId]);
  if (ended.length === 0) throw notFound('session');
}

/** Revokes all sessions of an account. @returns the ids of those that were open. */
export async function endAllSessions(db: Database, { userId }: Pick<Caller, 'userId'>): Promise<string[]> {
  return (await db.query<{ id: string }>(revokeAll, [userId])).map(({ id }) => id);
}

/** Revokes all sessions of an account but one. @returns the ids of those that were open. */
export async function endOtherSessions(db: Database, userId: string, keptId: string): Promise<string[]> {
  return (await db.query<{ id: string }>(revokeOthers, [userId, keptId])).map(({ id }) => id);
}
