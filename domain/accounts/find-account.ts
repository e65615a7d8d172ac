import type { OwnAccount } from '../../contract/api/account-mail.js';
import type { Account } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { unauthenticated } from '../errors.js';
import { AccountEntity } from './account.entity.js';
import type { Caller } from './caller.js';
import { accountOf } from './open-session.js';

/** For a token whose account was deleted. */
export const removedAccount = () =>
  unauthenticated('unauthenticated', 'This account does not exist any more.');

/** The caller's own account. @throws DomainError `unauthenticated` if it was deleted. */
export async function findAccount(db: Database, caller: Caller): Promise<Account> {
  const account = await db.manager.findOneBy(AccountEntity, { id: caller.userId });
  if (!account) throw removedAccount();
  return accountOf(account);
}

/** The caller's own account, and whether its address was shown to be theirs. @throws DomainError `unauthenticated` if it was deleted. */
export async function findOwnAccount(
  db: Database,
  { userId }: Pick<Caller, 'userId'>,
): Promise<Omit<OwnAccount, 'hasMail'>> {
  const account = await db.manager.findOneBy(AccountEntity, { id: userId });
  if (!account) throw removedAccount();
  const { emailVerifiedAt, mailStoppedAt } = account;
  return { ...accountOf(account), emailVerified: emailVerifiedAt !== null && mailStoppedAt === null };
}
