import type { Account } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from './caller.js';

const selectAccount = statement('find-account', 'SELECT id, email, name, role FROM users WHERE id = $1');

/** The caller's own account. @throws Problem 404 when it has been removed. */
export async function findAccount(db: Database, caller: Caller): Promise<Account> {
  const [account] = await db.query<Account>(selectAccount, [caller.userId]);
  if (!account) throw notFound('account');
  return account;
}
