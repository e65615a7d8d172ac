import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { tokenMinutes } from './mail-tokens.js';

interface Kind {
  /** How much time has to pass between two letters. */
  apartSeconds: number;
  /** In an hour. */
  most: number;
  /** Who has not asked for it gets it only where the address was shown to be theirs. */
  isAskedFor: boolean;
}

const kinds: Readonly<Record<LetterPurpose, Kind>> = {
  'verify-address': { apartSeconds: 60, most: 5, isAskedFor: true },
  'reset-password': { apartSeconds: 60, most: 5, isAskedFor: true },
  'new-device': { apartSeconds: 0, most: 10, isAskedFor: false },
  'lift-lockout': { apartSeconds: 3_600, most: 1, isAskedFor: false },
};

const isNewHour = `known.since <= clock_timestamp() - interval '1 hour'`;

// Counted under the row's lock, so that of many requests at once one has a letter written.
const request = statement(
  'request-letter',
  `WITH account AS (
     SELECT id FROM users
     WHERE (id = $1 OR email = $2) AND suspended_at IS NULL AND ($6 OR email_verified_at IS NOT NULL)
   ), counted AS (
     INSERT INTO letter_counts AS known (user_id, purpose, last_at, since, letters)
     SELECT id, $3, clock_timestamp(), clock_timestamp(), 1 FROM account
     ON CONFLICT (user_id, purpose) DO UPDATE SET
       last_at = clock_timestamp(),
       since = CASE WHEN ${isNewHour} THEN clock_timestamp() ELSE known.since END,
       letters = CASE WHEN ${isNewHour} THEN 1 ELSE known.letters + 1 END
     WHERE known.last_at <= clock_timestamp() - $4::int * interval '1 second' AND (${isNewHour} OR known.letters < $5::int)
     RETURNING user_id
   )
   INSERT INTO deliveries (user_id, channel, provider, target, purpose, priority, due_at, valid_until)
   SELECT user_id, 'email', 'email', $7, $3, 0, clock_timestamp(), clock_timestamp() + interval '${tokenMinutes} minutes'
   FROM counted`,
);

/** To whom: by the account, or by an address, which need not have one. */
type Recipient = { userId: string } | { email: string };

/**
 * Has a letter about an account written and sent, in the caller's transaction, unless they had one just now. The statement is
 * the same for an address that has no account.
 * @param about the session that a letter about a device is about
 */
export async function requestLetter(
  db: Database,
  purpose: LetterPurpose,
  recipient: Recipient,
  about = '',
): Promise<void> {
  const { apartSeconds, most, isAskedFor } = kinds[purpose];
  const [userId, email] = 'userId' in recipient ? [recipient.userId, null] : [null, recipient.email];
  await db.query(request, [userId, email, purpose, apartSeconds, most, isAskedFor, about]);
}
