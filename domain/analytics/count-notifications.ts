import { z } from 'zod';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { EventDefinition } from '../events/catalog/define-event.js';
import { catalog, supersededBy } from '../events/catalog/index.js';
import { timeToActBounds } from './time-to-act.js';

/** What people do later does not count, so that an hour need not be counted for ever. */
const reactWithin = "interval '7 days'";

const sooner = "interval '1 minute'";

/** Longer than a statement may usually take: an hour may hold a broadcast to a million people. Nothing waits for it. */
const limitStatement = statement(
  'limit-counting-statement',
  `SELECT set_config('statement_timeout', '60s', true)`,
);

/** Those since the last one, so that there is none missing after an outage. */
const begin = statement(
  'begin-hours-to-count',
  `INSERT INTO counted_hours (hour)
   SELECT hour FROM generate_series(
     greatest(date_trunc('hour', clock_timestamp() - ${reactWithin}), (SELECT max(hour) FROM counted_hours)),
     date_trunc('hour', clock_timestamp()),
     interval '1 hour'
   ) AS hour
   ON CONFLICT DO NOTHING`,
);

/** Ever less often, the older it is, and so that it takes little of the time; for the last time when nothing that is done counts any more. The newest hours go first. */
const claim = statement(
  'claim-hour-to-count',
  `SELECT hour FROM counted_hours
   WHERE hour > clock_timestamp() - 3 * ${reactWithin}
     AND (
       counted_at IS NULL
       OR counted_at < hour + interval '1 hour' + ${reactWithin}
          AND counted_at < clock_timestamp() - greatest(${sooner}, (counted_at - hour - interval '1 hour') / 4, 20 * took_ms * interval '1 millisecond')
     )
   ORDER BY hour DESC LIMIT 1 FOR UPDATE SKIP LOCKED`,
);

/** The lowest of all UUIDs of version 7 that begin with a moment: ids are ordered by time, and the primary key finds those of an hour. */
const lowestId = (at: string) =>
  `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** Since it was sent over a channel. What was only put away was not read; what was marked as unread again was. */
const isRead = `(was_read OR read_at IS DISTINCT FROM archived_at AND read_at >= sent_at AND read_at < created_at + ${reactWithin})`;
const hasActed = 'acted_at >= sent_at';
const isPerson = `channel <> 'webhook'`;

const within = `width_bucket(extract(epoch FROM acted_at - sent_at), ARRAY[${timeToActBounds.join()}])`;
const numbers = Array.from({ length: timeToActBounds.length + 1 }, (_, index) => index);

const largest = (column: string) => `${column} = greatest(known.${column}, excluded.${column})`;

/**
 * A notification is acted on when the one who was told does what supersedes it: renews after a warning, decides on a payment.
 * A person with several devices is told once. What was counted stays counted when notifications are pruned.
 */
const count = statement(
  'count-notifications-of-hour',
  `WITH told AS MATERIALIZED (
     SELECT n.id, n.event, n.created_at, n.read_at, n.archived_at, n.was_read,
            coalesce(shown.last_shown_seq >= n.seq, false) AS is_shown,
            CASE WHEN $2::jsonb ? n.event AND booking_id IS NOT NULL THEN (
              SELECT min(occurred_at) FROM events
              WHERE events.booking_id = n.booking_id AND actor_id = n.user_id AND $2::jsonb -> n.event ? events.type
                AND occurred_at >= n.created_at AND occurred_at < n.created_at + ${reactWithin}
            ) END AS acted_at
     FROM notifications n LEFT JOIN inboxes_shown shown ON shown.user_id = n.user_id
     WHERE n.id >= ${lowestId('$1::timestamptz')} AND n.id < ${lowestId(`$1::timestamptz + interval '1 hour'`)}
   ),
   each AS (
     SELECT told.*, 'inbox' AS channel, 'sent' AS outcome, created_at AS sent_at FROM told
     UNION ALL
     SELECT told.*, delivery.*
     FROM told CROSS JOIN LATERAL (
       SELECT channel,
              CASE WHEN bool_or(status = 'sent') THEN 'sent' WHEN bool_or(status = 'failed') THEN 'failed' ELSE 'cancelled' END,
              min(ended_at) FILTER (WHERE status = 'sent')
       FROM deliveries WHERE notification_id = told.id
       GROUP BY channel HAVING bool_or(status = 'sent') OR bool_and(ended_at IS NOT NULL)
     ) AS delivery
   )
   INSERT INTO notification_counts AS known (
     hour, event, channel, sent, shown, read, acted, acted_within, cancelled, failed
   )
   SELECT $1::timestamptz, event, channel,
          count(*) FILTER (WHERE outcome = 'sent'),
          count(*) FILTER (WHERE outcome = 'sent' AND ${isPerson} AND (is_shown OR ${isRead})),
          count(*) FILTER (WHERE outcome = 'sent' AND ${isPerson} AND ${isRead}),
          count(*) FILTER (WHERE outcome = 'sent' AND ${isPerson} AND ${hasActed}),
          ARRAY[${numbers.map((n) => `count(*) FILTER (WHERE outcome = 'sent' AND ${isPerson} AND ${hasActed} AND ${within} = ${n})`).join()}],
          count(*) FILTER (WHERE outcome = 'cancelled'),
          count(*) FILTER (WHERE outcome = 'failed')
   FROM each GROUP BY event, channel
   ON CONFLICT (hour, event, channel) DO UPDATE
   SET ${['sent', 'shown', 'read', 'cancelled', 'failed', 'acted'].map(largest).join()},
       acted_within = CASE WHEN excluded.acted >= known.acted THEN excluded.acted_within ELSE known.acted_within END`,
);

/** By the beginning of the transaction: what has happened since is counted the next time. */
const finish = statement(
  'finish-counting-hour',
  `UPDATE counted_hours SET counted_at = transaction_timestamp(), took_ms = extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000 WHERE hour = $1`,
);

const isAboutBooking = ({ payload }: EventDefinition) =>
  payload instanceof z.ZodObject && 'bookingId' in payload.shape;

/** By warning and task, what people do about it. A new one of the catalogue is among them by itself. Alerts end by themselves. */
export const acts: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(catalog as unknown as Record<string, EventDefinition>)
    .filter(([, definition]) => definition.urgency !== 'news' && isAboutBooking(definition))
    .map(([event]) => [event, supersededBy(event)] as const)
    .filter(([, acting]) => acting.length > 0),
);

/**
 * Counts what became of notifications, hour by hour, as far as it is due. Each hour is a transaction of its own; of two workers each
 * takes another hour, and counting again changes nothing.
 * @returns how many hours were counted
 */
export async function countNotifications(db: Database): Promise<number> {
  await db.query(begin);
  for (let counted = 0; ; counted++) if (!(await countHour(db))) return counted;
}

const countHour = (db: Database) =>
  db.transaction(async (tx) => {
    const [due] = await tx.query<{ hour: Date }>(claim);
    if (!due) return false;
    await tx.query(limitStatement);
    await tx.query(count, [due.hour, JSON.stringify(acts)]);
    await tx.query(finish, [due.hour]);
    return true;
  });
