import { statement } from '../../platform/postgres/statement.js';
import type { ClaimedDelivery, GatheredDelivery } from './claimed-delivery.js';
import type { DeliveryFacts } from './decide.js';

/** In one transaction, however much somebody has waiting. */
const mostRead = 1_000;

/** What a decision is made from, and what is sent. Locked until the decision is written; what somebody else decides on is left to them. */
const readWhere = (which: string) => `
   SELECT d.id, d.channel, d.target, d.provider, d.purpose, d.priority, d.attempts + 1 AS attempts, d.may_have_arrived AS "mayHaveArrived",
          d.created_at AS "createdAt",
          coalesce(d.valid_until, n.valid_until) AS "validUntil", clock_timestamp()::timestamptz(3) AS now,
          n.event, n.superseded_at AS "supersededAt", n.read_at AS "readAt", n.archived_at AS "archivedAt",
          coalesce(shown.last_shown_seq >= n.seq, false) AS "isShown",
          users.suspended_at IS NOT NULL AS "isSuspended",
          CASE -- By it people show that mail arrives there, whatever was reported before.
               WHEN d.purpose = 'verify-address' THEN true
               -- Who has called a letter spam may still have forgotten their password.
               WHEN d.purpose = 'reset-password' THEN users.mail_stopped_at IS NULL OR users.mail_stop_reason = 'complained'
               ELSE users.mail_stopped_at IS NULL AND (d.purpose IS NOT NULL OR users.email_verified_at IS NOT NULL) END AS "takesMail",
          device.id IS NOT NULL AS "hasDevice",
          d.channel = 'webhook' AND EXISTS (
            SELECT FROM webhooks WHERE webhooks.id = nullif(d.target, '')::uuid AND webhooks.user_id = d.user_id AND disabled_at IS NULL
          ) AS "hasWebhook",
          CASE WHEN wishes.user_id IS NOT NULL THEN json_build_object(
            'choices', wishes.choices, 'timezone', timezone, 'quietFrom', quiet_from, 'quietTo', quiet_to,
            'quietBreakThrough', quiet_break_through, 'digest', digest
          ) END AS preferences,
          d.closes IS NOT NULL AND NOT EXISTS (
            SELECT FROM standing_pushes WHERE subscription_id = nullif(d.target, '')::uuid AND standing_pushes.notification_id = d.closes
          ) AS "isReplaced",
          json_build_object('id', users.id, 'email', users.email, 'name', users.name, 'language', users.language) AS user,
          CASE WHEN n.id IS NOT NULL THEN json_build_object(
            'id', n.id, 'seq', n.seq, 'event', n.event, 'bookingId', n.booking_id, 'type', n.type, 'title', n.title,
            'message', n.message, 'data', n.data, 'link', n.link
          ) END AS notification,
          n.created_at AS "toldAt",
          CASE WHEN device.id IS NOT NULL THEN json_build_object(
            'endpoint', device.endpoint, 'p256dh', device.p256dh, 'auth', device.auth
          ) END AS push
   FROM deliveries d
   JOIN users ON users.id = d.user_id
   LEFT JOIN notifications n ON n.id = d.notification_id
   LEFT JOIN inboxes_shown shown ON shown.user_id = d.user_id
   LEFT JOIN preferences wishes ON wishes.user_id = d.user_id
   LEFT JOIN LATERAL (
     SELECT push_subscriptions.* FROM push_subscriptions JOIN sessions ON sessions.id = session_id
     WHERE d.channel = 'push' AND push_subscriptions.id = nullif(d.target, '')::uuid AND sessions.revoked_at IS NULL
   ) AS device ON true
   WHERE ${which}
     AND d.status IN ('due', 'sending') AND d.due_at <= clock_timestamp()
   ORDER BY d.priority, d.due_at, d.id LIMIT ${mostRead}
   FOR UPDATE OF d SKIP LOCKED`;

/** Each priority by its own range of the index, so that what is due later is not read. */
export const readDue = statement(
  'read-due-deliveries',
  readWhere(`d.id = ANY (ARRAY(
     SELECT due.id FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) AS rank (priority)
     CROSS JOIN LATERAL (
       SELECT id, due_at FROM deliveries
       WHERE provider = $1 AND deliveries.priority = rank.priority AND status IN ('due', 'sending') AND due_at <= clock_timestamp()
       ORDER BY due_at LIMIT $2
     ) AS due
     ORDER BY rank.priority, due.due_at LIMIT $2
   ))`),
);

/** The due news of people of whom one letter is to be sent, without what was read before. */
export const readDueNews = statement(
  'read-due-news',
  readWhere(
    'd.provider = $1 AND d.user_id = ANY($2) AND d.priority = 2 AND d.purpose IS NULL AND d.id <> ALL($3)',
  ),
);

/** One that is due. */
export type DueRow = Omit<DeliveryFacts, 'channel'> &
  Omit<ClaimedDelivery, 'notification' | 'others'> & {
    notification: Omit<NonNullable<ClaimedDelivery['notification']>, 'createdAt'> | null;
    toldAt: Date;
  };

/** What its channel is given. */
export const claimedOf = (row: DueRow): ClaimedDelivery => {
  const { id, channel, target, provider, purpose, priority, attempts, mayHaveArrived } = row;
  const { validUntil, createdAt, user, push } = row;
  const notification = row.notification && { ...row.notification, createdAt: row.toldAt };
  return {
    ...{ id, channel, target, provider, purpose, priority, attempts, mayHaveArrived },
    ...{ validUntil, createdAt, user, push },
    notification,
    others: [],
  };
};

/** What goes in the letter of another one; undefined for a letter about the account. */
export function gatheredOf(row: DueRow): GatheredDelivery | undefined {
  const { id, attempts, notification } = claimedOf(row);
  return notification ? { id, attempts, notification } : undefined;
}
