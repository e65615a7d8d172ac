import type { Notification } from '../../contract/notification.js';
import type { Database } from '../../platform/database.js';
import type { Logger } from '../../platform/logger.js';
import { statement } from '../../platform/statement.js';
import { composeNotifications, type Composed, type StoredEvent } from './compose-notifications.js';
import type { BusinessChange, LiveBatch, LiveMessage } from './live-message.js';
import { notificationFields } from './notification-view.js';

/** So many events are worth a plan of their own. Measured: below, planning costs more than it saves. */
const many = 50;

/** Written so that no plan reads the index of all unprocessed events, which is long just when many are told. */
const isUnprocessed = `coalesce(processed_at, 'infinity') = 'infinity'`;

const read = statement(
  'read-unprocessed-events',
  `SELECT id, type, booking_id AS "bookingId", business_id AS "businessId",
          (SELECT owner_id FROM businesses WHERE businesses.id = business_id) AS "ownerId", payload
   FROM events WHERE id = ANY($1) AND ${isUnprocessed}
   ORDER BY occurred_at, id`,
);

// In one order everywhere, or two batches that share users would wait for each other.
const lockInboxes = statement(
  'lock-inboxes',
  'SELECT user_id FROM inboxes WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE',
);

/**
 * Runs under the inbox locks, so that its snapshot holds everything that anybody else has told these users:
 * - only an event that is still unprocessed is told, which makes a repeated job harmless;
 * - `seq` is taken from the inbox with the row that uses it, which keeps it gapless;
 * - a notification is born superseded when what makes it untrue has happened already, in whichever order jobs run;
 * - what is outdated is found by its booking: IS NOT DISTINCT FROM keeps the plan from reading all that a user was told.
 */
const tell = statement(
  'tell-recipients',
  `WITH fresh AS (
    UPDATE events SET processed_at = clock_timestamp()
    FROM (
      SELECT id FROM events WHERE id = ANY($1) AND ${isUnprocessed} ORDER BY id FOR UPDATE SKIP LOCKED
    ) AS claimed
    WHERE events.id = claimed.id
    RETURNING events.id, events.occurred_at
  ),
  told AS (
    SELECT draft.*, fresh.occurred_at,
           row_number() OVER (PARTITION BY draft."userId" ORDER BY fresh.occurred_at, fresh.id) AS place
    FROM jsonb_to_recordset($2::jsonb) AS draft (
      "eventId" uuid, "userId" uuid, event text, "bookingId" uuid, type text, title text, message text,
      data jsonb, link text, "validUntil" timestamptz, "supersededBy" jsonb
    )
    JOIN fresh ON fresh.id = draft."eventId"
  ),
  counted AS (
    UPDATE inboxes
    SET last_seq = last_seq + more.count, unread_count = unread_count + more.count
    FROM (SELECT "userId", count(*) AS count FROM told GROUP BY "userId") AS more
    WHERE inboxes.user_id = more."userId"
    RETURNING user_id, last_seq - more.count AS seq_before, unread_count - more.count AS unread_before, unread_count
  ),
  inserted AS (
    INSERT INTO notifications AS n (
      user_id, seq, event_id, event, booking_id, type, title, message, data, link, valid_until, superseded_at
    )
    SELECT told."userId", counted.seq_before + told.place, told."eventId", told.event, told."bookingId", told.type,
           told.title, told.message, told.data, told.link, told."validUntil",
           CASE WHEN told."supersededBy" <> '[]' AND EXISTS (
             SELECT FROM events later
             WHERE later.booking_id = told."bookingId" AND told."supersededBy" ? later.type
               AND later.occurred_at > told.occurred_at
           ) THEN clock_timestamp() END
    FROM told JOIN counted ON counted.user_id = told."userId"
    ORDER BY told."userId", told.place
    RETURNING n.*
  ),
  outdated AS (
    UPDATE notifications SET superseded_at = clock_timestamp()
    FROM jsonb_to_recordset($3::jsonb) AS order_ ("eventId" uuid, "userId" uuid, "bookingId" uuid, event text)
    JOIN fresh ON fresh.id = order_."eventId"
    WHERE notifications.booking_id = order_."bookingId"
      AND notifications.user_id IS NOT DISTINCT FROM order_."userId"
      AND notifications.event = order_.event
      AND notifications.superseded_at IS NULL
      AND (SELECT occurred_at FROM events WHERE events.id = notifications.event_id) < fresh.occurred_at
    RETURNING notifications.user_id, notifications.id
  )
  SELECT 'notification' AS name, n.user_id AS "userId", seq,
         json_build_object(
           ${notificationFields}, 'unreadCount', counted.unread_before + n.seq - counted.seq_before
         ) AS body
  FROM inserted AS n JOIN counted USING (user_id)
  UNION ALL
  SELECT 'inbox:changed', user_id, NULL,
         json_build_object(
           'unreadCount', coalesce(counted.unread_count, inboxes.unread_count), 'supersededIds', jsonb_agg(outdated.id)
         )
  FROM outdated JOIN inboxes USING (user_id) LEFT JOIN counted USING (user_id)
  GROUP BY user_id, counted.unread_count, inboxes.unread_count
  ORDER BY "userId", seq`,
);

/**
 * Gives every recipient of these events their notification, marks what is no longer true, and processes the events:
 * all of it or nothing. May run twice, and at once, for the same events.
 * @returns what to tell the gateways now that it is durable.
 */
export async function notify(db: Database, eventIds: string[], log: Logger): Promise<LiveBatch> {
  const events = await db.query<StoredEvent>(read, [eventIds]);
  const composed = composeNotifications(events, (event, reason) => {
    log.error('an event cannot be read and stays unprocessed', {
      eventId: event.id,
      event: event.type,
      reason,
    });
  });
  if (composed.eventIds.length === 0) return { messages: [], businesses: [] };
  return { messages: await write(db, composed), businesses: changedBusinesses(events) };
}

function write(db: Database, { eventIds, drafts, supersessions }: Composed): Promise<LiveMessage[]> {
  const userIds = [...new Set([...drafts, ...supersessions].map(({ userId }) => userId))];
  return db.queryTogether<LiveMessage & { seq: number; body: Notification }>(
    [
      [lockInboxes, [userIds]],
      [tell, [eventIds, JSON.stringify(drafts), JSON.stringify(supersessions)]],
    ],
    { forMany: eventIds.length >= many },
  );
}

/** Each owner once, with the latest reason. */
function changedBusinesses(events: StoredEvent[]): BusinessChange[] {
  const latest = new Map<string, BusinessChange>();
  for (const { ownerId, type } of events) {
    if (ownerId !== null) latest.set(ownerId, { ownerId, reason: type });
  }
  return [...latest.values()];
}
