import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

const batchSize = 500;

/** What is urgent is looked at so often for as long as it can be true; the rest ever less often, the older it is. */
const soonest = "interval '5 seconds'";
const rarest = "interval '15 minutes'";

/** Nobody minds what stands on a device for longer. */
const longest = "interval '3 days'";

/**
 * The row is locked, and its next look is later, so that of two workers one closes it. What has taken its place meanwhile is another
 * notification, of which the next look decides. A closing that is on its way is not sent twice.
 */
const close = statement(
  'close-standing-pushes',
  `WITH looked AS MATERIALIZED (
     SELECT subscription_id, tag, notification_id, sent_at FROM standing_pushes
     WHERE look_at <= clock_timestamp() ORDER BY look_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ),
   judged AS MATERIALIZED (
     SELECT looked.*, device.user_id, device.provider,
            n.id IS NULL OR sent_at < clock_timestamp() - ${longest} AS is_forgotten,
            n.superseded_at IS NOT NULL OR n.read_at IS NOT NULL OR n.archived_at IS NOT NULL
              OR coalesce(shown.last_shown_seq >= n.seq, false) AS is_over,
            EXISTS (
              SELECT FROM deliveries
              WHERE closes = looked.notification_id AND target = looked.subscription_id::text
            ) AS is_closing,
            clock_timestamp() + CASE WHEN n.valid_until > clock_timestamp() THEN ${soonest}
              ELSE least(${rarest}, greatest(${soonest}, (clock_timestamp() - sent_at) / 4)) END AS next_look
     FROM looked
     JOIN push_subscriptions device ON device.id = subscription_id
     LEFT JOIN notifications n ON n.id = notification_id AND n.user_id = device.user_id
     LEFT JOIN inboxes_shown shown ON shown.user_id = device.user_id
   ),
   forgotten AS (
     DELETE FROM standing_pushes standing USING judged
     WHERE is_forgotten AND standing.subscription_id = judged.subscription_id AND standing.tag = judged.tag
   ),
   seen AS (
     UPDATE standing_pushes standing SET look_at = next_look FROM judged
     WHERE NOT is_forgotten AND standing.subscription_id = judged.subscription_id AND standing.tag = judged.tag
   ),
   closed AS (
     INSERT INTO deliveries (user_id, channel, target, provider, purpose, priority, due_at, closes)
     SELECT user_id, 'push', subscription_id::text, provider, 'closing', 1, clock_timestamp(), notification_id
     FROM judged WHERE is_over AND NOT is_forgotten AND NOT is_closing
     RETURNING 1
   )
   SELECT (SELECT count(*) FROM looked)::int AS looked, (SELECT count(*) FROM closed)::int AS closed`,
);

/**
 * Has devices show no longer what was superseded, read, archived or shown elsewhere since it was sent to them.
 * @returns how many are to be closed
 */
export async function closePushes(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const [{ looked, closed } = { looked: 0, closed: 0 }] = await db.query<{
      looked: number;
      closed: number;
    }>(close, [batchSize]);
    total += closed;
    if (looked < batchSize) return total;
  }
}
