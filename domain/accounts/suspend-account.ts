import type { ManagedAccount } from '../../contract/api/accounts.js';
import type { EventPayload } from '../events/catalog/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import type { Caller } from './caller.js';
import { findManagedAccount } from './list-accounts.js';

const facts = `jsonb_build_object('accountId', acted.id) AS facts`;

// Triggers end the sessions and hide the lots, or show them again: also when somebody suspends by SQL.
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
 * Shuts somebody out: they cannot sign in, their sessions are over, and if they own lots, these are in no public list and
 * cannot be booked. What they had before stays theirs. Again changes nothing.
 * @returns the account, and the sessions that are over now.
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
    // First, so that sessions and lots are seen which somebody was just making.
    locksFor([{ userId: accountId }]),
  );
  const account = await findManagedAccount(db, accountId);
  if (account.role === 'admin') {
    throw conflict('not_suspendable', 'Admins are not suspended, neither by themselves nor by each other.');
  }
  return { account, sessionIds: suspended?.sessionIds ?? [] };
}

/** Lets somebody in again, who then has to sign in. @throws DomainError `not_found`. */
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
