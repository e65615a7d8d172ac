import type { RegisterBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/database.js';
import { insertAccount } from './insert-account.js';
import { openSession, type OpenSession } from './open-session.js';
import { hashPassword } from './passwords.js';

/**
 * Makes an account of a role that anybody may take, and signs it in.
 * @throws Problem 409 `email_taken`
 */
export async function register(db: Database, { password, ...account }: RegisterBody): Promise<OpenSession> {
  // Before the transaction, which would otherwise hold a connection for as long as hashing takes.
  const passwordHash = await hashPassword(password);
  return db.transaction(async (db) => openSession(db, await insertAccount(db, { ...account, passwordHash })));
}
