import type { Account, NewAccount } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { insertAccount } from './insert-account.js';
import { hashPassword } from './passwords.js';

/** Creates an account of any role, for the command line. @throws DomainError `email_taken` */
export async function createAccount(db: Database, { password, ...account }: NewAccount): Promise<Account> {
  return insertAccount(db, { ...account, passwordHash: await hashPassword(password) });
}
