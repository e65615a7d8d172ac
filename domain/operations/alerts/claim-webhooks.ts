import type { AlertSeverity } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import { isoInstant, thisMoment } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { WebhookChange } from './alert.entity.js';

/** Longer than an attempt takes: until then no process makes another one, and a process may die within it. */
const leaseSeconds = 20;
/** Five seconds, doubling, up to a quarter of an hour; thirty attempts take about six hours. */
const firstBackoffSeconds = 5;
const longestBackoffSeconds = 900;
export const mostAttempts = 30;

/** A message to the webhook, of which this process makes the next attempt. */
export interface ClaimedWebhook {
  id: string;
  change: WebhookChange;
  /** With the one that is to be made. */
  attempts: number;
  rule: string;
  subject: string;
  severity: AlertSeverity;
  figure: string;
  message: string;
  raisedAt: string;
  clearedAt: string | null;
}

const claim = statement(
  'claim-alert-webhooks',
  `UPDATE alerts
   SET webhook_due_at = clock_timestamp() + interval '${leaseSeconds} seconds', webhook_attempts = webhook_attempts + 1
   WHERE id = ANY (ARRAY(
     SELECT id FROM alerts WHERE webhook_due_at <= clock_timestamp()
     ORDER BY webhook_due_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ))
   RETURNING id, webhook_change AS change, webhook_attempts AS attempts, rule, subject, severity, figure, message,
             ${isoInstant('raised_at')} AS "raisedAt", ${isoInstant('cleared_at')} AS "clearedAt"`,
);

/** Only while the attempt is the last one that was claimed. */
const isOurs = 'id = $1 AND webhook_change = $2 AND webhook_attempts = $3';

/** What comes next: that it was cleared meanwhile is told after that it was raised. */
const hasNext = `webhook_change = 'raised' AND cleared_at IS NOT NULL`;

const finish = statement(
  'finish-alert-webhook',
  `UPDATE alerts
   SET webhook_change = CASE WHEN ${hasNext} THEN 'cleared' END,
       webhook_due_at = CASE WHEN ${hasNext} THEN ${thisMoment} END,
       webhook_attempts = 0, webhook_error = $4::text
   WHERE ${isOurs}`,
);

const postpone = statement(
  'postpone-alert-webhook',
  `UPDATE alerts
   SET webhook_error = $4::text, webhook_due_at = clock_timestamp() + make_interval(
     secs => least(${longestBackoffSeconds}, ${firstBackoffSeconds} * 2 ^ ($3::int - 1))
   )
   WHERE ${isOurs}`,
);

/** Takes messages whose next attempt is due, for one attempt each. */
export const claimWebhooks = (db: Database, limit: number): Promise<ClaimedWebhook[]> =>
  db.query<ClaimedWebhook & Record<string, unknown>>(claim, [limit]);

/** It was delivered or, with an error, is given up. */
export async function finishWebhook(
  db: Database,
  { id, change, attempts }: ClaimedWebhook,
  error: string | null,
): Promise<void> {
  await db.query(finish, [id, change, attempts, error]);
}

export async function postponeWebhook(
  db: Database,
  { id, change, attempts }: ClaimedWebhook,
  error: string,
): Promise<void> {
  await db.query(postpone, [id, change, attempts, error]);
}
