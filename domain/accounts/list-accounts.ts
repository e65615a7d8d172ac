import type { AccountsQuery, ManagedAccount } from '../../contract/api/accounts.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { isoInstant } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';

const select = `SELECT id, email, name, role, ${isoInstant('created_at')} AS "createdAt",
  ${isoInstant('suspended_at')} AS "suspendedAt" FROM users`;

const list = statement(
  'list-accounts',
  `${select} WHERE id < $1 AND ($2::text IS NULL OR email = $2) ORDER BY id DESC LIMIT $3`,
);
const byId = statement('find-managed-account', `${select} WHERE id = $1`);

/** The accounts, or the one with this address, for those who administrate them. */
export async function listAccounts(
  db: Database,
  { limit, cursor, email }: AccountsQuery,
): Promise<Page<ManagedAccount>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<ManagedAccount>(list, [before, email ?? null, limit + 1]), limit);
}

/** @throws Problem 404. */
export async function findManagedAccount(db: Database, accountId: string): Promise<ManagedAccount> {
  const [account] = await db.query<ManagedAccount>(byId, [accountId]);
  if (!account) throw notFound('account');
  return account;
}
