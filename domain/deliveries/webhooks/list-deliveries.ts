import type { WebhookDelivery } from '../../../contract/api/webhooks.js';
import type { Page, PageQuery } from '../../../contract/values.js';
import type { Database } from '../../../platform/postgres/database.js';
import { isoInstant } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { beyondLastId, decodeCursor, pageOf } from '../../lists/cursor.js';
import { findWebhook } from './list-webhooks.js';
import { testEvent } from './webhook-message.js';

/** The columns of `WebhookDelivery` of the contract. */
const select = `
  SELECT d.id, coalesce(n.event, '${testEvent}') AS event, n.title, n.booking_id AS "bookingId", d.status, d.reason,
         ${isoInstant('d.created_at')} AS "createdAt", ${isoInstant('d.due_at')} AS "dueAt", ${isoInstant('d.ended_at')} AS "endedAt",
         n.superseded_at IS NULL AND coalesce(coalesce(d.valid_until, n.valid_until) > clock_timestamp(), true) AS "isTrue",
         coalesce(made.items, '[]') AS attempts
  FROM deliveries d
  LEFT JOIN notifications n ON n.id = d.notification_id
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(
             jsonb_build_object('at', ${isoInstant('at')}, 'status', status, 'error', error, 'tookMs', took_ms) ORDER BY a.id DESC
           ) AS items
    FROM webhook_attempts a WHERE a.delivery_id = d.id
  ) AS made`;

const list = statement(
  'list-webhook-deliveries',
  `${select}
   WHERE d.channel = 'webhook' AND d.target = $1::uuid::text AND d.user_id = $2 AND d.id < $3
   ORDER BY d.id DESC
   LIMIT $4`,
);

const find = statement(
  'find-webhook-delivery',
  `${select} WHERE d.channel = 'webhook' AND d.user_id = $1 AND d.id = $2`,
);

/** What was sent to a webhook of the caller, or is to be, with every attempt. @throws DomainError `not_found`. */
export async function listDeliveries(
  db: Database,
  caller: Caller,
  webhookId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<WebhookDelivery>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  await findWebhook(db, caller, webhookId);
  return pageOf(await db.query<WebhookDelivery>(list, [webhookId, caller.userId, before, limit + 1]), limit);
}

/** One that is known to be there. */
export async function findDelivery(
  db: Database,
  { userId }: Caller,
  deliveryId: string,
): Promise<WebhookDelivery> {
  const [row] = await db.query<WebhookDelivery>(find, [userId, deliveryId]);
  if (!row) throw new Error('a delivery that was just written is gone');
  return row;
}
