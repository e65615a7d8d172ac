import type { Account, NewAccount } from '../../contract/api/accounts.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';

const insert = statement(
  'insert-account',
  `WITH account AS (
     INSERT INTO users (email, password_hash, name, role, language) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO NOTHING
     RETURNING id, email, name, role, language
   ), inbox AS (
     INSERT INTO inboxes (user_id) SELECT id FROM account
   )
   SELECT id, email, name, role, language FROM account`,
);

type HashedAccount = Omit<NewAccount, 'password'> & { passwordHash: string };

/** Inserts an account with an empty inbox. @throws DomainError `email_taken` */
export async function insertAccount(
  db: Database,
  { email, passwordHash, name, role, language = 'en' }: HashedAccount,
): Promise<Account> {
  const [account] = await db.query<Account>(insert, [email, passwordHash, name, role, language]);
  if (!account) throw conflict('email_taken', 'There is an account with this e-mail address already.');
  return account;
}
