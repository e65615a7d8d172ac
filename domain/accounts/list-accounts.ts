import type { AccountsQuery, ManagedAccount } from '../../contract/api/accounts.js';
import type { Page } from '../../contract/values.js';
import { beforeFirstId, beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';

const select = `SELECT id, email, name, role, ${isoInstant('created_at')} AS "createdAt",
  ${isoInstant('suspended_at')} AS "suspendedAt" FROM users`;

const list = statement('list-accounts', `${select} WHERE id < $1 ORDER BY id DESC LIMIT $2`);
const byEmail = statement('list-accounts-by-email', `${select} WHERE id < $1 AND email = $3 LIMIT $2`);
const byId = statement('find-managed-account', `${select} WHERE id = $1`);

/** Of those that begin alike, so that a single letter does not read everybody. */
const mostLookedAt = 100;

/**
 * Those that begin so are the first ones from there on: read in the order of an index, up to the bound, and ended by what is after the
 * beginning with the last code point of Unicode. With both ends as conditions the planner might read the whole range and sort it.
 */
const beginning = (column: string) => `
  SELECT id FROM (
    SELECT ${column} AS text, id FROM users WHERE (${column} COLLATE "C", id) >= (lower($3::text), '${beforeFirstId}'::uuid)
    ORDER BY ${column} COLLATE "C", id LIMIT ${mostLookedAt}
  ) AS following
  WHERE text COLLATE "C" < lower($3::text) || U&'\\+10FFFF'`;

const search = statement(
  'search-accounts',
  `WITH fitting AS (
     ${['email', 'lower(name)', `lower(substring(name FROM '\\S+$'))`].map(beginning).join(' UNION ')}
   )
   ${select} WHERE id = ANY (ARRAY(SELECT id FROM fitting WHERE id < $1 ORDER BY id DESC LIMIT $2)) ORDER BY id DESC`,
);

/** All accounts, the one with this e-mail address, or those that are searched for. For admins. */
export async function listAccounts(
  db: Database,
  { limit, cursor, email, search: text }: AccountsQuery,
): Promise<Page<ManagedAccount>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const read = () => {
    if (email !== undefined) return db.query<ManagedAccount>(byEmail, [before, limit + 1, email]);
    if (text !== undefined) return db.query<ManagedAccount>(search, [before, limit + 1, text]);
    return db.query<ManagedAccount>(list, [before, limit + 1]);
  };
  return pageOf(await read(), limit);
}

/** @throws DomainError `not_found`. */
export async function findManagedAccount(db: Database, accountId: string): Promise<ManagedAccount> {
  const [account] = await db.query<ManagedAccount>(byId, [accountId]);
  if (!account) throw notFound('account');
  return account;
}
