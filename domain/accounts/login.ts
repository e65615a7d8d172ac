import type { Account, LoginBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/database.js';
import { Problem } from '../../platform/errors.js';
import { statement } from '../../platform/statement.js';
import { clearFailures, lockOf, recordFailure } from './login-failures.js';
import { accountOf, openSession, type OpenSession } from './open-session.js';
import { passwordMatches } from './passwords.js';

const findForLogin = statement(
  'find-for-login',
  'SELECT id, email, name, role, password_hash AS "passwordHash" FROM users WHERE email = $1',
);

/**
 * Signs somebody in. Problems are returned and not thrown, so that the count of failures is kept:
 * 401 `invalid_credentials`, the same for an unknown address; 429 `too_many_attempts`, also for the right password.
 */
export async function login(db: Database, { email, password }: LoginBody): Promise<OpenSession | Problem> {
  const lock = await lockOf(db, email);
  if (lock) return lock;

  const [found] = await db.query<Account & { passwordHash: string }>(findForLogin, [email]);
  const matches = await passwordMatches(password, found?.passwordHash);
  if (!found || !matches) {
    return (await recordFailure(db, email)) ?? wrongCredentials();
  }

  return (await clearFailures(db, email)) ?? openSession(db, accountOf(found));
}

const wrongCredentials = () => new Problem(401, 'invalid_credentials', 'Wrong e-mail or password.');
