import type { RegisterBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { insertAccount } from './insert-account.js';
import { openSession, type OpenSession } from './open-session.js';

export type HashedRegistration = Omit<RegisterBody, 'password'> & { passwordHash: string };

/**
 * Makes an account of a role that anybody may take, and signs it in. The password comes hashed, since hashing takes too long
 * for the transaction that this may be part of.
 * @throws DomainError `email_taken`
 */
export async function register(
  db: Database,
  account: HashedRegistration,
  device?: string,
): Promise<OpenSession> {
  return db.transaction(async (db) => openSession(db, await insertAccount(db, account), device));
}
