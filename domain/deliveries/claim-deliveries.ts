import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { ChannelName } from './channel.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { decide, type CancelReason, type DeliveryFacts } from './decide.js';

/** Longer than an attempt may take: until then nobody makes another one, and the process may die within it. */
const leaseSeconds = 60;

/** How many are decided in one transaction beyond those that may be sent, since some turn out not to be true any more. */
const decidedBeside = 100;

/** Locks the provider's row, so that all workers together keep to its rate, and decides whether it may be sent anything. */
const lockProvider = statement(
  'lock-delivery-provider',
  `INSERT INTO delivery_providers AS known (provider, tokens) VALUES ($1, $3::float8)
   ON CONFLICT (provider) DO UPDATE
   SET tokens = least($3::float8, known.tokens + $2::float8 * greatest(0, extract(epoch FROM clock_timestamp() - known.counted_at))),
       counted_at = clock_timestamp()
   RETURNING tokens, failures, coalesce(down_until > clock_timestamp(), false) AS "isDown"`,
);

/** Each priority by its own range of the index, so that what is due later is not read. */
const readDue = statement(
  'read-due-deliveries',
  `SELECT d.id, d.channel, d.target, d.provider, d.purpose, d.priority, d.attempts + 1 AS attempts, d.created_at AS "createdAt",
          coalesce(d.valid_until, n.valid_until) AS "validUntil", clock_timestamp()::timestamptz(3) AS now,
          n.event, n.superseded_at AS "supersededAt", n.read_at AS "readAt", n.archived_at AS "archivedAt",
          coalesce(shown.last_shown_seq >= n.seq, false) AS "isShown",
          users.suspended_at IS NOT NULL AS "isSuspended",
          users.mail_stopped_at IS NULL AND (d.purpose IS NOT NULL OR users.email_verified_at IS NOT NULL) AS "takesMail",
          device.id IS NOT NULL AS "hasDevice",
          d.channel = 'webhook' AND EXISTS (
            SELECT FROM webhooks WHERE webhooks.id = nullif(d.target, '')::uuid AND webhooks.user_id = d.user_id AND disabled_at IS NULL
          ) AS "hasWebhook",
          CASE WHEN wishes.user_id IS NOT NULL THEN json_build_object(
            'choices', wishes.choices, 'timezone', timezone, 'quietFrom', quiet_from, 'quietTo', quiet_to,
            'quietBreakThrough', quiet_break_through, 'digest', digest
          ) END AS preferences,
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
   WHERE d.id = ANY (ARRAY(
     SELECT due.id FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) AS rank (priority)
     CROSS JOIN LATERAL (
       SELECT id, due_at FROM deliveries
       WHERE provider = $1 AND deliveries.priority = rank.priority AND status IN ('due', 'sending') AND due_at <= clock_timestamp()
       ORDER BY due_at LIMIT $2
     ) AS due
     ORDER BY rank.priority, due.due_at LIMIT $2
   )) AND d.status IN ('due', 'sending') AND d.due_at <= clock_timestamp()
   ORDER BY d.priority, d.due_at
   FOR UPDATE OF d SKIP LOCKED`,
);

const write = statement(
  'write-delivery-decisions',
  `UPDATE deliveries
   SET status = said.status, reason = said.reason,
       due_at = CASE WHEN said.status = 'sending' THEN clock_timestamp() + interval '${leaseSeconds} seconds'
                     ELSE coalesce(said.until, due_at) END,
       attempts = attempts + (said.status = 'sending')::int,
       ended_at = CASE WHEN said.status = 'cancelled' THEN clock_timestamp() END
   FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS said (id, status, reason, until)
   WHERE deliveries.id = said.id`,
);

const spend = statement(
  'spend-delivery-tokens',
  `UPDATE delivery_providers
   SET tokens = tokens - $2::int,
       -- Of those that find it down no longer, one tries it.
       down_until = CASE WHEN failures > 0 AND $2::int > 0 THEN clock_timestamp() + interval '${leaseSeconds} seconds' ELSE down_until END
   WHERE provider = $1`,
);

export interface Claim {
  claimed: ClaimedDelivery[];
  cancelled: { channel: ChannelName; reason: CancelReason }[];
  /** Whether there is more that could be claimed now, or as soon as the rate allows. */
  isMore: boolean;
}

type Row = Omit<DeliveryFacts, 'channel'> &
  Omit<ClaimedDelivery, 'notification'> & {
    notification: Omit<NonNullable<ClaimedDelivery['notification']>, 'createdAt'> | null;
    toldAt: Date;
  };

/**
 * Decides on what is due at one provider, and takes what is to be sent now, for one attempt each, warnings first. What is not true any more
 * is cancelled, and takes nothing from the provider's rate.
 * @param perSecond how many all workers together may send there in a second
 */
export async function claimDeliveries(
  db: Database,
  provider: string,
  { perSecond = 1_000, most }: { perSecond?: number | undefined; most: number },
): Promise<Claim> {
  return db.transaction(async (tx) => {
    const burst = Math.max(1, perSecond / 10);
    const [state] = await tx.query<{ tokens: number; failures: number; isDown: boolean }>(lockProvider, [
      ...[provider, perSecond, burst],
    ]);
    const nothing: Claim = { claimed: [], cancelled: [], isMore: false };
    if (!state || state.isDown) return nothing;
    // Where it was down, one goes ahead.
    const allowed = Math.min(state.failures > 0 ? 1 : most, Math.floor(state.tokens));
    if (allowed === 0) return { ...nothing, isMore: true };
    const decided = allowed + decidedBeside;
    const rows = await tx.query<Row & Record<string, unknown>>(readDue, [provider, decided]);
    const claim = { ...nothing, isMore: rows.length === decided };
    const written: [id: string, status: string, reason: string | null, until: Date | null][] = [];
    for (const row of rows) {
      const decision = decide(row);
      if (decision.is === 'cancel') {
        claim.cancelled.push({ channel: row.channel, reason: decision.reason });
        written.push([row.id, 'cancelled', decision.reason, null]);
      } else if (decision.is === 'wait') written.push([row.id, 'due', null, decision.until]);
      else if (claim.claimed.length < allowed) {
        claim.claimed.push(claimedOf(row));
        written.push([row.id, 'sending', null, null]);
      } else claim.isMore = true;
    }
    if (written.length > 0)
      await tx.query(
        write,
        [0, 1, 2, 3].map((column) => written.map((values) => values[column])),
      );
    if (claim.claimed.length > 0) await tx.query(spend, [provider, claim.claimed.length]);
    return claim;
  });
}

const claimedOf = (row: Row): ClaimedDelivery => {
  const { id, channel, target, provider, purpose, priority, attempts, validUntil, createdAt, user, push } =
    row;
  const notification = row.notification && { ...row.notification, createdAt: row.toldAt };
  return {
    ...{ id, channel, target, provider, purpose, priority, attempts, validUntil, createdAt, user, push },
    notification,
  };
};
