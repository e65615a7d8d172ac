import type { Webhook, WebhookChange } from '../../../contract/api/webhooks.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { notFound } from '../../errors.js';
import type { CheckedAddress } from './check-address.js';
import { findWebhook } from './list-webhooks.js';

/** At another address, or switched on again, it starts anew: what failed there before says nothing. */
const change = statement(
  'change-webhook',
  `WITH changed AS (
     UPDATE webhooks
     SET url = coalesce($3, url),
         events = CASE WHEN $4::boolean THEN $5::text[] ELSE events END,
         disabled_at = CASE WHEN $6::boolean THEN NULL WHEN NOT $6 THEN coalesce(disabled_at, clock_timestamp()) ELSE disabled_at END,
         disabled_reason = CASE WHEN $6 THEN NULL WHEN NOT $6 THEN coalesce(disabled_reason, 'owner') ELSE disabled_reason END,
         failing_since = CASE WHEN $6 OR $3 <> url THEN NULL ELSE failing_since END,
         failures = CASE WHEN $6 OR $3 <> url THEN 0 ELSE failures END
     WHERE user_id = $1 AND id = $2
     RETURNING id
   ),
   tried AS (
     UPDATE delivery_providers SET failures = 0, down_until = NULL
     FROM changed WHERE provider = 'webhook:' || changed.id AND ($6 OR $3 IS NOT NULL)
   )
   SELECT id FROM changed`,
);

const remove = statement(
  'delete-webhook',
  `WITH removed AS (DELETE FROM webhooks WHERE user_id = $1 AND id = $2 RETURNING id),
   forgotten AS (DELETE FROM delivery_providers USING removed WHERE provider = 'webhook:' || removed.id)
   SELECT id FROM removed`,
);

/**
 * Changes a webhook of the caller. One that is switched on again is sent what is due and still true.
 * @param address where it is to be from now on; undefined: where it is.
 * @throws DomainError `not_found`.
 */
export async function changeWebhook(
  db: Database,
  caller: Caller,
  webhookId: string,
  { events, enabled }: Pick<WebhookChange, 'events' | 'enabled'>,
  address?: CheckedAddress,
): Promise<Webhook> {
  const [changed] = await db.query(change, [
    ...[caller.userId, webhookId, address?.checkedUrl ?? null],
    ...[events !== undefined, events ?? null, enabled ?? null],
  ]);
  if (!changed) throw notFound('webhook');
  return findWebhook(db, caller, webhookId);
}

/** Removes a webhook of the caller with its secrets. What is due there is cancelled when its time comes. @throws DomainError `not_found`. */
export async function deleteWebhook(db: Database, { userId }: Caller, webhookId: string): Promise<void> {
  const [removed] = await db.query(remove, [userId, webhookId]);
  if (!removed) throw notFound('webhook');
}
