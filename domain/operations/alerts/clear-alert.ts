import type { Database } from '../../../platform/postgres/database.js';
import { thisMoment } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';

/**
 * Who was told, and in which words, is read from the event that told them. Guarded by when a process last saw the condition: of two that
 * disagree, the one that sees it wins.
 */
const clear = statement(
  'clear-alert',
  `WITH cleared AS (
    UPDATE alerts
    SET cleared_at = greatest(${thisMoment}, raised_at),
        webhook_change = CASE WHEN webhook_change IS NULL AND $3::boolean THEN 'cleared' ELSE webhook_change END,
        webhook_due_at = CASE WHEN webhook_change IS NULL AND $3::boolean THEN ${thisMoment} ELSE webhook_due_at END
    WHERE id = $1 AND cleared_at IS NULL AND seen_at <= clock_timestamp() - make_interval(secs => $2::float8 / 1000)
    RETURNING *
  )
  INSERT INTO events (type, payload)
  SELECT 'alert.cleared', jsonb_build_object(
           'alertId', cleared.id, 'rule', rule, 'subject', subject, 'severity', severity, 'message', message,
           'translations', coalesce(told.payload -> 'translations', '{}'),
           'operatorIds', coalesce(told.payload -> 'operatorIds', '[]')
         )
  FROM cleared LEFT JOIN events AS told ON told.id = cleared.raised_event_id
  RETURNING events.id`,
);

interface ClearOptions {
  /** For how long no process may have seen the condition. */
  unseenForMs: number;
  /** Whether to tell the webhook. */
  isForWebhook: boolean;
}

/** Clears an alert with its event. Safe to run concurrently. @returns whether this call did. */
export async function clearAlert(
  db: Database,
  alertId: string,
  { unseenForMs, isForWebhook }: ClearOptions,
): Promise<boolean> {
  const [event] = await db.query<{ id: string }>(clear, [alertId, unseenForMs, isForWebhook]);
  if (event) db.announce([event.id]);
  return event !== undefined;
}
