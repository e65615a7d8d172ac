import type { RegisterBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { insertAccount } from './insert-account.js';
import { requestLetter } from './mail/request-letter.js';
import { openSession, type OpenSession } from './open-session.js';

export type HashedRegistration = Omit<RegisterBody, 'password'> & { passwordHash: string };

/**
 * Creates an account of a public role and signs it in. The password is hashed beforehand, since hashing is too slow for a transaction.
 * @param hasMail whether the address is asked to be verified, by a letter.
 * @throws DomainError `email_taken`
 */
export async function register(
  db: Database,
  account: HashedRegistration,
  device?: string,
  hasMail = false,
): Promise<OpenSession> {
  return db.transaction(async (db) => {
    const opened = await openSession(db, await insertAccount(db, account), device);
    if (hasMail) await requestLetter(db, 'verify-address', { userId: opened.account.id });
    return opened;
  });
}
