import { createHash, randomBytes } from 'node:crypto';
import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { conflict } from '../../errors.js';

/** Letters with a link that proves something. */
export type TokenPurpose = Exclude<LetterPurpose, 'new-device'>;

/** For how long a link in a letter is good after it was sent. */
export const tokenMinutes = 30;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const keep = statement(
  'keep-mail-token',
  `INSERT INTO mail_tokens (token_hash, user_id, purpose, delivery_id, expires_at)
   VALUES ($1, $2, $3, $4, clock_timestamp() + interval '${tokenMinutes} minutes')`,
);

/**
 * Makes the token of a letter at the moment it is written: it is in no table, in no queue and in no log, but in the letter.
 * Each attempt to send it makes one more.
 */
export async function issueMailToken(
  db: Database,
  { purpose, userId, deliveryId }: { purpose: TokenPurpose; userId: string; deliveryId: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query(keep, [hashOf(token), userId, purpose, deliveryId]);
  return token;
}

const isLive = 'used_at IS NULL AND expires_at > clock_timestamp()';

const find = statement(
  'find-mail-token',
  `SELECT users.id AS "userId", email, name FROM mail_tokens JOIN users ON users.id = user_id
   WHERE token_hash = $1 AND purpose = $2 AND ${isLive} AND suspended_at IS NULL`,
);

// Uses of all tokens of one account wait for each other, and for a login that is going on with what they change.
const lockAccount = statement(
  'lock-account-of-mail-token',
  `SELECT users.id AS "userId", email, name FROM users
   WHERE id = (SELECT user_id FROM mail_tokens WHERE token_hash = $1 AND purpose = $2) AND suspended_at IS NULL
   FOR NO KEY UPDATE`,
);

// With one, all other links of the same kind are used: what they would do is done.
const spend = statement(
  'spend-mail-tokens',
  `UPDATE mail_tokens SET used_at = clock_timestamp()
   WHERE user_id = $1 AND purpose = $2 AND ${isLive}
     AND EXISTS (SELECT FROM mail_tokens WHERE token_hash = $3 AND ${isLive})
   RETURNING token_hash`,
);

const spendAll = statement(
  'spend-all-mail-tokens',
  `UPDATE mail_tokens SET used_at = clock_timestamp() WHERE user_id = $1 AND purpose = $2 AND ${isLive}`,
);

/** Whose account a letter was about. */
interface Addressee {
  userId: string;
  email: string;
  name: string;
}

/** @throws DomainError `invalid_link`, the same for a token that is used, has expired, or was never issued. */
export async function findAddressee(db: Database, purpose: TokenPurpose, token: string): Promise<Addressee> {
  const [found] = await db.query<Addressee & object>(find, [hashOf(token), purpose]);
  if (!found) throw invalidLink();
  return found;
}

/**
 * Uses a token, in the caller's transaction: of many calls at once, one succeeds.
 * @throws DomainError `invalid_link`, the same for a token that is used, has expired, or was never issued.
 */
export async function spendMailToken(db: Database, purpose: TokenPurpose, token: string): Promise<Addressee> {
  const hash = hashOf(token);
  const [account] = await db.query<Addressee & object>(lockAccount, [hash, purpose]);
  if (!account) throw invalidLink();
  const spent = await db.query(spend, [account.userId, purpose, hash]);
  if (spent.length === 0) throw invalidLink();
  return account;
}

/** Makes the links of letters that were sent before good for nothing. */
export async function spendMailTokens(db: Database, userId: string, purpose: TokenPurpose): Promise<void> {
  await db.query(spendAll, [userId, purpose]);
}

const invalidLink = () =>
  conflict('invalid_link', 'This link has been used, or is too old. Ask for another e-mail.');
