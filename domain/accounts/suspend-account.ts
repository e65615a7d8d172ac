import type { ManagedAccount } from '../../contract/api/accounts.js';
import type { EventPayload } from '../events/catalog/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import type { Caller } from './caller.js';
import { findManagedAccount } from './list-accounts.js';

const facts = `jsonb_build_object('accountId', acted.id) AS facts`;

// Triggers revoke the sessions and hide or show the lots, so that a suspension by SQL has the same effect.
const suspend = changeStatement(
  'suspend-account',
  `acted AS (
    UPDATE users SET suspended_at = clock_timestamp()
    WHERE id = $2 AND suspended_at IS NULL AND role <> 'admin'
    RETURNING id
  ),
  changed AS (
    SELECT ARRAY(SELECT id FROM sessions WHERE user_id = acted.id AND revoked_at IS NULL) AS "sessionIds", ${facts}
    FROM acted
  )`,
);

const reinstate = changeStatement(
  'reinstate-account',
  `acted AS (
    UPDATE users SET suspended_at = NULL WHERE id = $2 AND suspended_at IS NOT NULL RETURNING id
  ),
  changed AS (SELECT acted.id, ${facts} FROM acted)`,
);

/**
 * Suspends an account: no login, all sessions revoked, its lots unlisted and not bookable. Existing data is kept. Idempotent.
 * @returns the account and the revoked sessions.
 * @throws DomainError `not_found`, or `not_suspendable` for an admin.
 */
export async function suspendAccount(
  db: Database,
  caller: Caller,
  accountId: string,
  reason: string,
): Promise<{ account: ManagedAccount; sessionIds: string[] }> {
  const details = { reason } satisfies Partial<EventPayload<'account.suspended'>>;
  const suspended = await recordChange<{ sessionIds: string[] }>(
    db,
    suspend,
    [accountId],
    [recordEvent('account.suspended', caller.userId, details)],
    // Locked first, so that the change sees sessions and lots that were being created concurrently.
    locksFor([{ userId: accountId }]),
  );
  const account = await findManagedAccount(db, accountId);
  if (account.role === 'admin') {
    throw conflict('not_suspendable', 'Admins are not suspended, neither by themselves nor by each other.');
  }
  return { account, sessionIds: suspended?.sessionIds ?? [] };
}

/** Lifts a suspension; the account has to sign in again. @throws DomainError `not_found`. */
export async function reinstateAccount(
  db: Database,
  caller: Caller,
  accountId: string,
  reason: string,
): Promise<ManagedAccount> {
  const details = { reason } satisfies Partial<EventPayload<'account.reinstated'>>;
  await recordChange(
    db,
    reinstate,
    [accountId],
    [recordEvent('account.reinstated', caller.userId, details)],
    locksFor([{ userId: accountId }]),
  );
  return findManagedAccount(db, accountId);
}
