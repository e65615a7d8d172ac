import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { conflict } from '../../errors.js';
import type { Caller } from '../caller.js';
import { findOwnAccount } from '../find-account.js';
import { spendMailToken } from './mail-tokens.js';
import { requestLetter } from './request-letter.js';

/**
 * Writes to the caller's address, with a link by which they show that it is theirs. They get one letter in a minute.
 * @throws DomainError `email_verified`
 */
export async function askToVerify(db: Database, { userId }: Pick<Caller, 'userId'>): Promise<void> {
  const { emailVerified } = await findOwnAccount(db, { userId });
  if (emailVerified) throw conflict('email_verified', 'This address is verified already.');
  await requestLetter(db, 'verify-address', { userId });
}

// An address that was stopped takes mail again: somebody has just read some there.
const verify = statement(
  'verify-address',
  `UPDATE users SET email_verified_at = clock_timestamp(), mail_stopped_at = NULL, mail_stop_reason = NULL WHERE id = $1`,
);

/** Notes that the address is that person's. @throws DomainError `invalid_link` */
export async function verifyAddress(db: Database, token: string): Promise<void> {
  await db.transaction(async (db) => {
    const { userId } = await spendMailToken(db, 'verify-address', token);
    await db.query(verify, [userId]);
  });
}
