import type { WebhookDelivery } from '../../../contract/api/webhooks.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { conflict, notFound } from '../../errors.js';
import { findDelivery } from './list-deliveries.js';
import { findWebhook } from './list-webhooks.js';

const lock = statement(
  'lock-webhook-delivery',
  `SELECT d.target FROM deliveries d
   WHERE d.id = $1 AND d.user_id = $2 AND d.channel = 'webhook'
     AND EXISTS (SELECT FROM webhooks WHERE webhooks.id::text = d.target AND webhooks.user_id = $2)
   FOR UPDATE`,
);

/** As if it had just been told, so that it is not too old, and has all its attempts before it. One that is being sent is left alone. */
const again = statement(
  'send-webhook-delivery-again',
  `UPDATE deliveries
   SET status = 'due', reason = NULL, last_error = NULL, attempts = 0, ended_at = NULL,
       due_at = clock_timestamp(), created_at = clock_timestamp()
   WHERE id = $1 AND (status <> 'sending' OR due_at <= clock_timestamp())`,
);

/** It is not to wait until the receiver would have been tried again. */
const tryNow = statement(
  'try-webhook-now',
  `UPDATE delivery_providers SET down_until = NULL WHERE provider = 'webhook:' || $1::text`,
);

const insertTest = statement(
  'insert-webhook-test',
  `INSERT INTO deliveries (user_id, channel, target, provider, purpose, priority, due_at)
   VALUES ($1, 'webhook', $2::uuid::text, 'webhook:' || $2::uuid, 'webhook-test', 1, clock_timestamp())
   RETURNING id`,
);

/**
 * Sends the caller's webhook a message once more, under the same id, within a second.
 * @throws DomainError `not_found`; `webhook_off`; `out_of_date` for what is no longer true.
 */
export async function sendAgain(db: Database, caller: Caller, deliveryId: string): Promise<WebhookDelivery> {
  return db.transaction(async (tx) => {
    const [found] = await tx.query<{ target: string }>(lock, [deliveryId, caller.userId]);
    if (!found) throw notFound('delivery');
    await assertOn(tx, caller, found.target);
    const { isTrue } = await findDelivery(tx, caller, deliveryId);
    if (!isTrue) throw conflict('out_of_date', 'This is no longer true, and is not sent any more.');
    await tx.query(again, [deliveryId]);
    await tx.query(tryNow, [found.target]);
    return findDelivery(tx, caller, deliveryId);
  });
}

/** Sends the caller's webhook a message that says nothing, within a second. @throws DomainError `not_found`, `webhook_off`. */
export async function testWebhook(db: Database, caller: Caller, webhookId: string): Promise<WebhookDelivery> {
  return db.transaction(async (tx) => {
    await assertOn(tx, caller, webhookId);
    const [made] = await tx.query<{ id: string }>(insertTest, [caller.userId, webhookId]);
    await tx.query(tryNow, [webhookId]);
    return findDelivery(tx, caller, made?.id ?? '');
  });
}

async function assertOn(tx: Database, caller: Caller, webhookId: string): Promise<void> {
  const { disabledAt } = await findWebhook(tx, caller, webhookId);
  if (disabledAt !== null) throw conflict('webhook_off', 'This webhook is switched off. Switch it on first.');
}
