import { weaknessOf } from '../../contract/password-strength.js';
import type { PasswordBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { DomainError, conflict } from '../errors.js';
import { AccountEntity } from './account.entity.js';
import type { Caller } from './caller.js';
import { endOtherSessions } from './end-session.js';
import { removedAccount } from './find-account.js';
import { spendMailTokens } from './mail/mail-tokens.js';
import { lockOf, recordFailure, scopesOfSession } from './login-failures.js';
import { hashPassword, passwordMatches } from './passwords.js';

/** The result of the slow checks, before anything is written. */
export interface CheckedChange {
  email: string;
  lock: DomainError | undefined;
  /** Both hashes, if the current password was correct. */
  change: { from: string; to: string } | undefined;
}

/**
 * Verifies the current password and hashes the new one, which is slow and holds no database connection.
 * @throws DomainError `invalid_request` for a weak new password, `unauthenticated` for a deleted account, `password_unchanged`, `too_busy`
 */
export async function checkPasswordChange(
  db: Database,
  { userId, sessionId }: Caller,
  { currentPassword, newPassword }: PasswordBody,
): Promise<CheckedChange> {
  const found = await db.manager.findOne(AccountEntity, {
    select: { email: true, name: true, passwordHash: true },
    where: { id: userId },
  });
  if (!found) throw removedAccount();
  refuseWeak(newPassword, found);

  const { email, passwordHash } = found;
  const lock = await lockOf(db, email, scopesOfSession(sessionId));
  if (lock || !(await passwordMatches(currentPassword, passwordHash)))
    return { email, lock, change: undefined };
  if (currentPassword.normalize('NFKC') === newPassword)
    throw conflict('password_unchanged', 'The new password is the current one.');
  return { email, lock, change: { from: passwordHash, to: await hashPassword(newPassword) } };
}

/**
 * Changes the password and revokes all other sessions of the account.
 * @returns the ids of these sessions; or `wrong_password`, `too_many_attempts`, returned and not thrown so that the counted failure is
 * committed.
 */
export async function changePassword(
  db: Database,
  { userId, sessionId }: Caller,
  { email, lock, change }: CheckedChange,
): Promise<string[] | DomainError> {
  if (lock) return lock;
  if (!change) return (await recordFailure(db, email, scopesOfSession(sessionId))).lock ?? wrongPassword();
  return db.transaction(async (db) => {
    const { from, to } = change;
    const { affected } = await db.manager.update(
      AccountEntity,
      { id: userId, passwordHash: from },
      { passwordHash: to },
    );
    // Changed concurrently: the given password is no longer the current one.
    if (!affected) return wrongPassword();
    await spendMailTokens(db, userId, 'reset-password');
    return endOtherSessions(db, userId, sessionId);
  });
}

function refuseWeak(newPassword: string, known: { email: string; name: string }): void {
  const message = weaknessOf(newPassword, known);
  if (message === undefined) return;
  throw new DomainError('invalid_request', 'Some fields are missing or wrong.', {
    errors: [{ path: 'newPassword', message }],
  });
}

const wrongPassword = () => new DomainError('wrong_password', 'The current password is another one.');
