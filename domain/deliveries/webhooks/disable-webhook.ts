import type { Database } from '../../../platform/postgres/database.js';
import type { EventPayload } from '../../events/catalog/index.js';
import { changeStatement, recordChange, recordEvent } from '../../events/record-change.js';

const disable = changeStatement(
  'disable-webhook',
  `acted AS (
    UPDATE webhooks SET disabled_at = clock_timestamp(), disabled_reason = $3
    WHERE id = $2 AND disabled_at IS NULL
    RETURNING id, user_id
  ),
  changed AS (
    SELECT id, jsonb_build_object('webhookId', id, 'ownerId', user_id) AS facts FROM acted
  )`,
);

/** Sends nothing more to a webhook, and tells its owner so. What is due there is cancelled when its time comes. Idempotent. */
export async function disableWebhook(
  db: Database,
  { id, url }: { id: string; url: string },
  reason: 'gone' | 'failing',
): Promise<void> {
  // Of the URL no more: its path may be a secret.
  const details = { host: new URL(url).host, reason } satisfies Partial<EventPayload<'webhook.disabled'>>;
  await recordChange(db, disable, [id, reason], [recordEvent('webhook.disabled', null, details)]);
}
