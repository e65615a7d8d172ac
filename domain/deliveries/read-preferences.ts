import { digests, type Digest, type Preferences } from '../../contract/api/preferences.js';
import type { Role } from '../../contract/api/accounts.js';
import type { Language } from '../../contract/languages.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { removedAccount } from '../accounts/find-account.js';
import { eventsHeardBy } from './heard-events.js';
import { chosenFor, type Choices } from './preferences.entity.js';

const read = statement(
  'read-preferences',
  `SELECT language, choices, timezone, quiet_from AS "quietFrom", quiet_to AS "quietTo",
          quiet_break_through AS "breakThrough", digest, ${isoInstant('updated_at')} AS "changedAt",
          CASE WHEN mail_stopped_at IS NOT NULL THEN 'stopped'
               WHEN email_verified_at IS NULL THEN 'not_verified' ELSE 'ready' END AS email,
          EXISTS (SELECT FROM push_subscriptions WHERE session_id = $2 AND push_subscriptions.user_id = $1) AS "hasPush"
   FROM users LEFT JOIN preferences ON user_id = users.id WHERE users.id = $1`,
);

/** Everything of `preferences` is null where there is no row. */
interface Row {
  language: Language;
  choices: Choices | null;
  timezone: string | null;
  quietFrom: string | null;
  quietTo: string | null;
  breakThrough: boolean | null;
  digest: Digest | null;
  changedAt: string | null;
  email: Preferences['reach']['email'];
  hasPush: boolean;
}

/** News is gathered for those who have much of it. */
export const digestsOf = (role: Role): Digest[] =>
  role === 'owner' || role === 'admin' ? [...digests] : ['at_once'];

/** How the caller wants to be reached, and can be. @throws DomainError `unauthenticated` if the account was deleted. */
export async function readPreferences(
  db: Database,
  { userId, role, sessionId }: Caller,
): Promise<Preferences> {
  const [row] = await db.query<Row & Record<string, unknown>>(read, [userId, sessionId]);
  if (!row) throw removedAccount();
  const { quietFrom, quietTo } = row;
  const heard = eventsHeardBy(role);
  return {
    choices: Object.fromEntries(
      heard.map(({ event, usually }) => [event, { ...usually, ...chosenFor(row.choices, event) }]),
    ),
    timezone: row.timezone ?? 'UTC',
    quietHours:
      quietFrom === null || quietTo === null
        ? null
        : { from: quietFrom, to: quietTo, breakThrough: row.breakThrough ?? false },
    digest: row.digest ?? 'at_once',
    changedAt: row.changedAt,
    events: heard.map(({ event, definition: { title, urgency }, usually }) => ({
      ...{ event, title: title[row.language], urgency, usually },
    })),
    digests: digestsOf(role),
    reach: { email: row.email, push: row.hasPush ? 'ready' : 'not_on_this_device' },
  };
}
