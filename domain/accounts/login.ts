import type { Account, LoginBody } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { AccountEntity } from './account.entity.js';
import {
  clearFailures,
  isOfUnknownDevice,
  lockOf,
  recordFailure,
  scopesOf,
  type Guesser,
} from './login-failures.js';
import { requestLetter } from './mail/request-letter.js';
import { openSession, type OpenSession } from './open-session.js';
import { passwordMatches } from './passwords.js';

// FOR SHARE blocks a concurrent change of password or role, which then also revokes this new session.
const lockUnchanged = statement(
  'lock-unchanged-account',
  'SELECT id, email, name, role, language FROM users WHERE id = $1 AND password_hash = $2 FOR SHARE',
);

/** The result of the slow checks, before anything is written. */
export interface CheckedLogin {
  email: string;
  scopes: string[];
  lock: DomainError | undefined;
  /** The account, if the password was correct. */
  account: Pick<AccountEntity, 'id' | 'passwordHash'> | undefined;
}

/** Verifies the password, which is slow and holds no database connection. @throws DomainError `too_busy` */
export async function checkLogin(
  db: Database,
  { email, password }: LoginBody,
  guesser: Guesser,
): Promise<CheckedLogin> {
  const scopes = scopesOf(guesser);
  const lock = await lockOf(db, email, scopes);
  if (lock) return { email, scopes, lock, account: undefined };

  const found = await db.manager.findOne(AccountEntity, {
    select: { id: true, passwordHash: true },
    where: { email },
  });
  const matches = await passwordMatches(password, found?.passwordHash);
  return { email, scopes, lock: undefined, account: found && matches ? found : undefined };
}

/**
 * Signs in. Errors are returned and not thrown, so that the counted failure is committed: `invalid_credentials`, the same for an unknown
 * address (no enumeration); `too_many_attempts`, also for the correct password.
 * @param device the User-Agent
 * @param hasMail whether letters are sent: of a sign-in from a new device, and of a lock of all new ones.
 */
export async function completeLogin(
  db: Database,
  { email, scopes, lock, account }: CheckedLogin,
  device?: string,
  hasMail = false,
): Promise<OpenSession | DomainError> {
  if (lock) return lock;
  if (!account) return refuse(db, { email, scopes }, hasMail);

  const lockedMeanwhile = await clearFailures(db, email, scopes);
  if (lockedMeanwhile) return lockedMeanwhile;
  return db.transaction(async (db) => {
    const [unchanged] = await db.query<Account>(lockUnchanged, [account.id, account.passwordHash]);
    if (!unchanged) return wrongCredentials();
    const opened = await openSession(db, unchanged, device);
    if (hasMail && isOfUnknownDevice(scopes))
      await requestLetter(db, 'new-device', { userId: unchanged.id }, opened.sessionId);
    return opened;
  });
}

/** The same for every address, also in what it takes: whether there is somebody to write to is found by the statement that writes. */
async function refuse(
  db: Database,
  { email, scopes }: Pick<CheckedLogin, 'email' | 'scopes'>,
  hasMail: boolean,
): Promise<DomainError> {
  return db.transaction(async (db) => {
    const { lock, locksEverywhere } = await recordFailure(db, email, scopes);
    if (locksEverywhere && hasMail) await requestLetter(db, 'lift-lockout', { email });
    return lock ?? wrongCredentials();
  });
}

const wrongCredentials = () => new DomainError('invalid_credentials', 'Wrong e-mail or password.');
