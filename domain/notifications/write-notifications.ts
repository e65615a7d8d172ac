import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { waysToReach } from '../deliveries/ways-to-reach.js';
import type { ComposedEvent } from './compose-notifications.js';
import type { LiveMessage } from './live-message.js';
import { notificationFields } from './notification-view.js';

/** From so many rows on a custom plan is worth its planning time (measured). */
const many = 50;

// Ordered by user: concurrent batches with common users would deadlock otherwise.
export const lockInboxes = statement(
  'lock-inboxes',
  'SELECT user_id FROM inboxes WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE',
);

/** The name of the row that says how many notifications are no longer true before their users have read them. */
const supersededUnread = 'superseded-unread';

/** Computed from the locked inbox, and therefore gapless. */
const nextSeq = 'inbox.last_seq + told.place';

/**
 * Runs after the inbox locks are taken, so that its snapshot contains all committed notifications of these users:
 * - only events that are still in the outbox are processed, and are deleted from it: a repeated job is idempotent;
 * - `seq` is assigned from the locked inbox in the same statement, and therefore gapless;
 * - a notification is inserted as superseded if a superseding event exists already, regardless of the order of jobs, and
 *   counts as unread only while it is not superseded;
 * - superseded rows are found by booking: IS NOT DISTINCT FROM prevents the index of a user's notifications from being used;
 *   those of an alert by the event that raised it;
 * - each user is told in the language that is theirs at this moment;
 * - a delivery is made for each slow channel over which the user is to be told.
 *
 * The planner has no row estimates for JSON and CTEs, and chooses nested loops. The joins therefore leave it no choice: IN (SELECT
 * ...) IS TRUE is a hashed subplan, LATERAL ... LIMIT 1 or OFFSET 0 an index look-up. Columns are listed explicitly where there is
 * a row per recipient: with the array of all recipients in each row, they would be gigabytes.
 */
const writeThose = (fresh: string) => `
  WITH fresh AS (
    ${fresh}
  ),
  content AS MATERIALIZED (
    SELECT event.*,
           CASE WHEN "supersededBy" <> '[]' AND (
             EXISTS (
               SELECT FROM events later
               WHERE later.booking_id = event."bookingId" AND "supersededBy" ? later.type
                 AND later.occurred_at > event."occurredAt"
             )
             OR "alertId" IS NOT NULL
             AND EXISTS (SELECT FROM alerts WHERE alerts.id = event."alertId" AND cleared_at IS NOT NULL)
           ) THEN clock_timestamp()::timestamptz(3) END AS superseded_at
    FROM jsonb_to_recordset($2::jsonb) AS event (
      "eventId" uuid, "occurredAt" timestamptz, event text, "bookingId" uuid, "alertId" uuid, type text, title text, message text, translations jsonb,
      data jsonb, link text, "validUntil" timestamptz(3), "supersededBy" jsonb, reach jsonb, priority smallint,
      "userIds" jsonb
    )
    WHERE ("eventId" IN (SELECT id FROM fresh)) IS TRUE
  ),
  told AS MATERIALIZED (
    SELECT user_id, "eventId", "occurredAt", event, "bookingId", type,
           coalesce(translations -> language ->> 'title', title) AS title,
           coalesce(translations -> language ->> 'message', message) AS message, data, link, "validUntil", superseded_at, reach, priority,
           row_number() OVER earlier AS place,
           count(*) FILTER (WHERE superseded_at IS NULL) OVER earlier AS unread
    FROM content
    CROSS JOIN LATERAL (SELECT value::uuid AS user_id FROM jsonb_array_elements_text("userIds")) AS recipient
    CROSS JOIN LATERAL (SELECT language FROM users WHERE users.id = recipient.user_id LIMIT 1) AS reader
    WINDOW earlier AS (PARTITION BY user_id ORDER BY "occurredAt", "eventId" ROWS UNBOUNDED PRECEDING)
  ),
  placed AS MATERIALIZED (
    SELECT told.*, uuidv7() AS id, clock_timestamp()::timestamptz(3) AS created_at,
           ${nextSeq} AS seq, inbox.unread_count + told.unread AS unread_count
    FROM told
    CROSS JOIN LATERAL (SELECT * FROM inboxes WHERE inboxes.user_id = told.user_id LIMIT 1) AS inbox
  ),
  inserted AS (
    INSERT INTO notifications (
      id, user_id, seq, event_id, event, booking_id, type, title, message, data, link, valid_until, superseded_at,
      created_at
    )
    SELECT id, user_id, seq, "eventId", event, "bookingId", type, title, message, data, link, "validUntil",
           superseded_at, created_at
    FROM placed
  ),
  delivered AS (
    INSERT INTO deliveries (notification_id, user_id, channel, target, provider, priority, due_at, valid_until)
    SELECT placed.id, placed.user_id, way.channel, way.target, way.provider, placed.priority,
           clock_timestamp() + make_interval(secs => way.seconds), placed."validUntil"
    FROM placed CROSS JOIN LATERAL (${waysToReach('placed')}) AS way
    WHERE placed.reach IS NOT NULL AND placed.superseded_at IS NULL
  ),
  outdated AS (
    UPDATE notifications SET superseded_at = clock_timestamp()
    WHERE superseded_at IS NULL AND id = ANY (ARRAY(
      SELECT earlier.id
      FROM jsonb_to_recordset($3::jsonb) AS order_ (
        "eventId" uuid, "occurredAt" timestamptz, "userId" uuid, "bookingId" uuid, "alertId" uuid, event text
      )
      CROSS JOIN LATERAL (
        SELECT id FROM notifications
        WHERE booking_id = order_."bookingId" AND user_id IS NOT DISTINCT FROM order_."userId"
          AND event = order_.event AND superseded_at IS NULL
          AND (SELECT occurred_at FROM events WHERE events.id = event_id) < order_."occurredAt"
        UNION ALL
        SELECT id FROM notifications
        WHERE order_."alertId" IS NOT NULL AND superseded_at IS NULL AND user_id = order_."userId"
          AND event_id = (SELECT raised_event_id FROM alerts WHERE alerts.id = order_."alertId")
        OFFSET 0
      ) AS earlier
      WHERE ("eventId" IN (SELECT id FROM fresh)) IS TRUE
    ))
    RETURNING notifications.user_id, notifications.id, read_at IS NULL AND archived_at IS NULL AS was_unread
  ),
  change AS MATERIALIZED (
    SELECT user_id, sum(told) AS told, sum(unread) AS unread,
           array_agg(superseded) FILTER (WHERE superseded IS NOT NULL) AS superseded
    FROM (
      SELECT user_id, 1 AS told, (superseded_at IS NULL)::int AS unread, NULL::uuid AS superseded FROM told
      UNION ALL
      SELECT user_id, 0, -was_unread::int, id FROM outdated
    ) AS each
    GROUP BY user_id
  ),
  counted AS (
    UPDATE inboxes SET last_seq = last_seq + change.told, unread_count = unread_count + change.unread
    FROM change
    WHERE inboxes.user_id = change.user_id AND inboxes.user_id = ANY($4)
    RETURNING inboxes.user_id, inboxes.unread_count, change.superseded
  )
  SELECT 'notification' AS name, user_id AS "userId", seq,
         json_build_object(${notificationFields}, 'unreadCount', unread_count) AS body
  FROM (SELECT placed.*, "validUntil" AS valid_until, NULL::timestamptz AS read_at FROM placed) AS n
  UNION ALL
  SELECT 'inbox:changed', user_id, NULL, json_build_object('unreadCount', unread_count, 'supersededIds', superseded)
  FROM counted WHERE superseded IS NOT NULL
  UNION ALL
  SELECT '${supersededUnread}', NULL, NULL, json_build_object('count', count)
  FROM (
    SELECT (SELECT count(*) FROM outdated WHERE was_unread) + (SELECT count(*) FROM told WHERE superseded_at IS NOT NULL)
  ) AS superseded (count)
  WHERE count > 0
  ORDER BY "userId", seq`;

const waiting = `
  SELECT event_id FROM outbox WHERE event_id = ANY($1) AND dead_at IS NULL ORDER BY event_id FOR UPDATE SKIP LOCKED`;

/** SKIP LOCKED: of two jobs with the same event, one processes it. */
const takeFromOutbox = `DELETE FROM outbox WHERE event_id = ANY (ARRAY(${waiting})) RETURNING event_id AS id`;

export const writeAll = statement('write-notifications', writeThose(takeFromOutbox));

/** For one chunk of a broadcast: the event stays in the outbox. */
const writeChunk = statement(
  'write-notifications-of-chunk',
  writeThose(`SELECT event_id AS id FROM (${waiting}) AS waiting`),
);

/** What was committed. */
export interface Written {
  messages: LiveMessage[];
  /** How many notifications were superseded unread, those that were written as superseded among them. */
  supersededUnread: number;
}

/**
 * Inserts the notifications of these events, marks superseded ones, and deletes the events from the outbox, in one transaction. For a
 * chunk of a broadcast the event stays in the outbox. Idempotent, also concurrently.
 */
export async function writeNotifications(
  db: Database,
  composed: readonly ComposedEvent[],
  which: 'everybody' | 'a chunk' = 'everybody',
): Promise<Written> {
  const [ids, ...values] = writeParameters(composed);
  const userIds = values[2];
  const rows = await db.queryTogether<
    LiveMessage | { name: typeof supersededUnread; body: { count: number } }
  >(
    [
      [lockInboxes, [userIds]],
      [which === 'everybody' ? writeAll : writeChunk, [ids, ...values]],
    ],
    { plan: Math.max(ids.length, userIds.length) >= many ? 'custom' : 'generic' },
  );
  const written: Written = { messages: [], supersededUnread: 0 };
  for (const row of rows)
    if (row.name === supersededUnread) written.supersededUnread = row.body.count;
    else written.messages.push(row);
  return written;
}

/** The parameters of `writeAll`. */
export function writeParameters(composed: readonly ComposedEvent[]): [string[], string, string, string[]] {
  const contents = composed.flatMap(({ content }) => content ?? []);
  return [
    composed.map(({ event }) => event.id),
    `[${contents.join()}]`,
    `[${composed.flatMap(({ supersessions }) => supersessions).join()}]`,
    [...new Set(composed.flatMap(({ userIds }) => userIds))],
  ];
}
