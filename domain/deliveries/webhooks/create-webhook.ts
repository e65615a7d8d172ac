import type { WebhookBody, WebhookWithSecret } from '../../../contract/api/webhooks.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { addWithin, type OwnerLimits } from '../../businesses/owner-limits.js';
import type { CheckedAddress } from './check-address.js';
import { findWebhook } from './list-webhooks.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** Secrets are sealed for an id, which therefore comes first. */
const newId = statement('new-webhook-id', 'SELECT uuidv7() AS id');

const insert = statement(
  'insert-webhook',
  'INSERT INTO webhooks (id, user_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)',
);

/**
 * Makes a webhook of the caller, which is sent what happens from now on.
 * @returns it with its secret, which is told this once.
 * @throws DomainError `too_many_webhooks`.
 */
export function createWebhook(
  db: Database,
  caller: Caller,
  { checkedUrl, events }: CheckedAddress & Pick<WebhookBody, 'events'>,
  { secrets, limits }: { secrets: WebhookSecrets; limits: OwnerLimits },
): Promise<WebhookWithSecret> {
  const { userId } = caller;
  const addition = { limit: 'webhooksPerOwner' as const, of: userId, count: 1 };
  return addWithin(db, userId, limits, [addition], async (tx) => {
    const [row] = await tx.query<{ id: string }>(newId);
    const id = row?.id ?? '';
    const secret = secrets.make();
    await tx.query(insert, [id, userId, checkedUrl, events, secrets.seal(secret, id)]);
    return { ...(await findWebhook(tx, caller, id)), secret };
  });
}
