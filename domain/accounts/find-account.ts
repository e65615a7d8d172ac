import type { Account } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import type { Caller } from './caller.js';
import { User } from './user.js';

/** The caller's own account. @throws Problem 404 when it has been removed. */
export async function findAccount(db: Database, caller: Caller): Promise<Account> {
  const user = await db.manager.findOneBy(User, { id: caller.userId });
  if (!user) throw notFound('account');
  return user;
}
