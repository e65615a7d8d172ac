import type { AlertSeverity } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import { thisMoment } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';

/** A condition that has held for long enough. */
export interface NewAlert {
  rule: string;
  subject: string;
  severity: AlertSeverity;
  figure: string;
  /** In English. */
  message: string;
  /** The message in other languages, by their codes. They are kept with the event, from which all who are told have them. */
  translations: Record<string, string>;
}

interface Raised {
  id: string;
  eventId: string;
}

/** The unique index on open alerts lets one of several processes raise it, and the others insert nothing. */
const raise = statement(
  'raise-alert',
  `WITH raised AS (
    INSERT INTO alerts (
      rule, subject, severity, figure, message, raised_at, seen_at, raised_event_id, webhook_change,
      webhook_due_at
    )
    SELECT $1::text, $2::text, $3::text, $4::text, $5::text, now, now, uuidv7(),
           CASE WHEN $6::boolean THEN 'raised' END, CASE WHEN $6::boolean THEN now END
    FROM (SELECT ${thisMoment} AS now) AS moment
    ON CONFLICT (rule, subject) WHERE cleared_at IS NULL DO NOTHING
    RETURNING *
  ),
  recorded AS (
    INSERT INTO events (id, type, payload)
    SELECT raised_event_id, 'alert.raised', jsonb_build_object(
             'alertId', raised.id, 'rule', rule, 'subject', subject, 'severity', severity, 'message', message,
             'translations', $7::jsonb, 'operatorIds', (
               SELECT coalesce(jsonb_agg(users.id ORDER BY users.id), '[]') FROM users
               WHERE role = 'operator' AND suspended_at IS NULL
             )
           )
    FROM raised
    RETURNING id
  )
  SELECT raised.id, recorded.id AS "eventId" FROM raised JOIN recorded ON true`,
);

/**
 * Raises an alert with its event, unless it is open. Safe to run concurrently.
 * @param isForWebhook whether to send it to the webhook.
 * @returns its id; undefined if it was open.
 */
export async function raiseAlert(
  db: Database,
  { rule, subject, severity, figure, message, translations }: NewAlert,
  isForWebhook: boolean,
): Promise<string | undefined> {
  const values = [rule, subject, severity, figure, message, isForWebhook, JSON.stringify(translations)];
  const [raised] = await db.query<Raised & Record<string, string>>(raise, values);
  if (!raised) return undefined;
  db.announce([raised.eventId]);
  return raised.id;
}
