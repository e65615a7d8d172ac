import type { Account, AccountChange } from '../../contract/api/accounts.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from './caller.js';
import { removedAccount } from './find-account.js';

const change = statement(
  'change-account',
  'UPDATE users SET language = $2 WHERE id = $1 RETURNING id, email, name, role, language',
);

/** Changes the caller's own account. @throws DomainError `unauthenticated` if it was deleted. */
export async function changeAccount(
  db: Database,
  { userId }: Caller,
  { language }: AccountChange,
): Promise<Account> {
  const [account] = await db.query<Account>(change, [userId, language]);
  if (!account) throw removedAccount();
  return account;
}
