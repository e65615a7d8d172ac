import type { WebhookWithSecret } from '../../../contract/api/webhooks.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { notFound } from '../../errors.js';
import { findWebhook } from './list-webhooks.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** For how long the secret before it signs too, so that receivers can be changed in peace. */
const bothFor = `interval '24 hours'`;

const rotate = statement(
  'rotate-webhook-secret',
  `UPDATE webhooks
   SET secret = $3, previous_secret = CASE WHEN NOT $4::boolean THEN secret END,
       previous_until = CASE WHEN NOT $4 THEN clock_timestamp() + ${bothFor} END
   WHERE user_id = $1 AND id = $2
   RETURNING id`,
);

/**
 * Gives a webhook of the caller another secret, and has the one before it sign too for a day.
 * @param revoke whether that one signs nothing from now on.
 * @returns it with its secret, which is told this once. @throws DomainError `not_found`.
 */
export async function rotateSecret(
  db: Database,
  caller: Caller,
  webhookId: string,
  { secrets, revoke }: { secrets: WebhookSecrets; revoke: boolean },
): Promise<WebhookWithSecret> {
  const secret = secrets.make();
  const [rotated] = await db.query(rotate, [
    ...[caller.userId, webhookId, secrets.seal(secret, webhookId), revoke],
  ]);
  if (!rotated) throw notFound('webhook');
  return { ...(await findWebhook(db, caller, webhookId)), secret };
}
