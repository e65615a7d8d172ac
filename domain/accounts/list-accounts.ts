import type { AccountsQuery, ManagedAccount } from '../../contract/api/accounts.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';

const select = `SELECT id, email, name, role, ${isoInstant('created_at')} AS "createdAt",
  ${isoInstant('suspended_at')} AS "suspendedAt" FROM users`;

const list = statement('list-accounts', `${select} WHERE id < $1 ORDER BY id DESC LIMIT $2`);
const byEmail = statement('list-accounts-by-email', `${select} WHERE id < $1 AND email = $3 LIMIT $2`);
const byId = statement('find-managed-account', `${select} WHERE id = $1`);

/** All accounts, or the one with this e-mail address, for admins. */
export async function listAccounts(
  db: Database,
  { limit, cursor, email }: AccountsQuery,
): Promise<Page<ManagedAccount>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows =
    email === undefined
      ? await db.query<ManagedAccount>(list, [before, limit + 1])
      : await db.query<ManagedAccount>(byEmail, [before, limit + 1, email]);
  return pageOf(rows, limit);
}

/** @throws DomainError `not_found`. */
export async function findManagedAccount(db: Database, accountId: string): Promise<ManagedAccount> {
  const [account] = await db.query<ManagedAccount>(byId, [accountId]);
  if (!account) throw notFound('account');
  return account;
}
