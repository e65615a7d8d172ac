import type { ResetPasswordBody } from '../../../contract/api/account-mail.js';
import { weaknessOf } from '../../../contract/password-strength.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { DomainError } from '../../errors.js';
import { endAllSessions } from '../end-session.js';
import { forgetAllFailures } from '../login-failures.js';
import { hashPassword } from '../passwords.js';
import { findAddressee, spendMailToken } from './mail-tokens.js';

const purpose = 'reset-password';

// Who reads what is sent there has shown that it is theirs.
const change = statement(
  'reset-password',
  `UPDATE users SET password_hash = $2, email_verified_at = coalesce(email_verified_at, clock_timestamp()) WHERE id = $1`,
);

/** A new password that is ready to be set. */
interface CheckedReset {
  token: string;
  passwordHash: string;
}

/**
 * Looks at the link, then hashes the password, which is slow and holds no connection: not for whoever has no link.
 * @throws DomainError `invalid_link`, `invalid_request` for a weak password, `too_busy`
 */
export async function checkReset(
  db: Database,
  { token, password }: ResetPasswordBody,
): Promise<CheckedReset> {
  const message = weaknessOf(password, await findAddressee(db, purpose, token));
  if (message !== undefined)
    throw new DomainError('invalid_request', 'Some fields are missing or wrong.', {
      errors: [{ path: 'password', message }],
    });
  return { token, passwordHash: await hashPassword(password) };
}

/**
 * Sets the password of whoever has a link from their mailbox. All sessions end, and no lock from earlier failures stays.
 * @returns whose it is, and the ids of the sessions that were open.
 * @throws DomainError `invalid_link`
 */
export async function resetPassword(
  db: Database,
  { token, passwordHash }: CheckedReset,
): Promise<{ email: string; sessionIds: string[] }> {
  return db.transaction(async (db) => {
    const { userId, email } = await spendMailToken(db, purpose, token);
    await db.query(change, [userId, passwordHash]);
    await forgetAllFailures(db, email);
    return { email, sessionIds: await endAllSessions(db, { userId }) };
  });
}
