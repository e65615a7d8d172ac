import type { Choice, Preferences, PreferencesBody } from '../../contract/api/preferences.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { removedAccount } from '../accounts/find-account.js';
import { DomainError, type FieldError } from '../errors.js';
import { eventsHeardBy } from './heard-events.js';
import { anyEvent } from './preferences.entity.js';
import { digestsOf, readPreferences } from './read-preferences.js';

/** No event waits for longer to be seen on a page before it is sent. */
const longestDelay = `interval '15 minutes'`;

/** What waits for a time that was chosen before, such as the next morning, is decided on again. */
const replace = statement(
  'replace-preferences',
  `WITH replaced AS (
     INSERT INTO preferences (user_id, choices, timezone, quiet_from, quiet_to, quiet_break_through, digest)
     SELECT id, $2, $3, $4, $5, $6, $7 FROM users WHERE id = $1
     ON CONFLICT (user_id) DO UPDATE
     SET choices = excluded.choices, timezone = excluded.timezone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
         quiet_break_through = excluded.quiet_break_through, digest = excluded.digest, updated_at = clock_timestamp()
     RETURNING user_id
   ),
   decided AS (
     UPDATE deliveries SET due_at = greatest(clock_timestamp(), created_at + ${longestDelay})
     FROM replaced
     WHERE deliveries.user_id = replaced.user_id AND status = 'due' AND attempts = 0 AND purpose IS NULL
       AND due_at > greatest(clock_timestamp(), created_at + ${longestDelay})
   )
   SELECT user_id FROM replaced`,
);

/**
 * Replaces what the caller has chosen. What is as usual is not kept, so that it stays as usual when that changes.
 * @throws DomainError `invalid_request` for what the caller's role cannot choose.
 */
export async function replacePreferences(
  db: Database,
  caller: Caller,
  { choices, timezone, quietHours, digest }: PreferencesBody,
): Promise<Preferences> {
  const heard = new Map(eventsHeardBy(caller.role).map(({ event, usually }) => [event, usually]));
  const given = Object.entries(choices).flatMap(([event, choice]) =>
    choice ? [[event, choice] as const] : [],
  );
  const errors: FieldError[] = given
    .filter(([event]) => !heard.has(event))
    .map(([event]) => ({ path: `choices.${event}`, message: 'is no event that you are told of' }));
  if (!digestsOf(caller.role).includes(digest))
    errors.push({ path: 'digest', message: 'is for owners and admins' });
  if (errors.length > 0) throw new DomainError('invalid_request', 'Some fields are wrong.', { errors });

  const chosen = given
    .map(([event, choice]) => [event, otherThan(heard.get(event), choice)] as const)
    .filter(([, choice]) => Object.keys(choice).length > 0);
  // Who wants no letter at all wants none about what is added later either.
  const takesNoMail = [...heard.keys()].every((event) => choices[event]?.email === false);
  if (takesNoMail) chosen.push([anyEvent, { email: false }]);
  const [replaced] = await db.query(replace, [
    ...[caller.userId, JSON.stringify(Object.fromEntries(chosen)), timezone],
    ...[quietHours?.from ?? null, quietHours?.to ?? null, quietHours?.breakThrough ?? false, digest],
  ]);
  if (!replaced) throw removedAccount();
  return readPreferences(db, caller);
}

/** What somebody has chosen otherwise than usual. */
const otherThan = (usually: { email: boolean; push: boolean } | undefined, choice: Choice): Choice =>
  Object.fromEntries(
    (['email', 'push'] as const)
      .filter((channel) => choice[channel] !== undefined && choice[channel] !== usually?.[channel])
      .map((channel) => [channel, choice[channel]]),
  );
