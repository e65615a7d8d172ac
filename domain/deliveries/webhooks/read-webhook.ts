import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';

/** The previous secret only while it is still to sign. */
const find = statement(
  'read-webhook-of-delivery',
  `SELECT url, secret, CASE WHEN previous_until > clock_timestamp() THEN previous_secret END AS "previousSecret",
          n.valid_until AS "validUntil", n.read_at AS "readAt", e.payload
   FROM webhooks
   LEFT JOIN notifications n ON n.id = $3
   LEFT JOIN events e ON e.id = n.event_id
   WHERE webhooks.id = $1 AND webhooks.user_id = $2 AND disabled_at IS NULL`,
);

/** Where a delivery goes, and what its message needs besides the delivery. */
export interface WebhookOfDelivery {
  url: string;
  /** Sealed. */
  secret: Buffer;
  previousSecret: Buffer | null;
  validUntil: Date | null;
  readAt: Date | null;
  /** Of the event, where there is one. */
  payload: Record<string, unknown> | null;
}

/** Undefined where the webhook is no longer there, or switched off. */
export async function readWebhook(
  db: Database,
  { target, user, notification }: Pick<ClaimedDelivery, 'target' | 'user' | 'notification'>,
): Promise<WebhookOfDelivery | undefined> {
  const [row] = await db.query<WebhookOfDelivery & Record<string, unknown>>(find, [
    ...[target, user.id, notification?.id ?? null],
  ]);
  return row;
}
