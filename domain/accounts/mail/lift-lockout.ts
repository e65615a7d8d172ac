import type { Database } from '../../../platform/postgres/database.js';
import { forgetFailuresFrom } from '../login-failures.js';
import { spendMailToken } from './mail-tokens.js';

/**
 * Lets whoever has a link from their mailbox try to sign in from where they are. Guesses from elsewhere stay locked out, so
 * that whoever caused the lock gains nothing.
 * @returns the address of the account, for which the device is to count as known.
 * @throws DomainError `invalid_link`
 */
export async function liftLockout(
  db: Database,
  token: string,
  from: { address: string },
): Promise<{ email: string }> {
  return db.transaction(async (db) => {
    const { email } = await spendMailToken(db, 'lift-lockout', token);
    await forgetFailuresFrom(db, email, from.address);
    return { email };
  });
}
