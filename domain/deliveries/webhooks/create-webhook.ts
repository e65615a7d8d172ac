import type { WebhookBody, WebhookWithSecret } from '../../../contract/api/webhooks.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { addWithin, type OwnerLimits } from '../../businesses/owner-limits.js';
import { DomainError } from '../../errors.js';
import { findWebhook } from './list-webhooks.js';
import type { WebhookSecrets } from './webhook-secrets.js';

/** Secrets are sealed for an id, which therefore comes first. */
const newId = statement('new-webhook-id', 'SELECT uuidv7() AS id');

const insert = statement(
  'insert-webhook',
  'INSERT INTO webhooks (id, user_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)',
);

/** What this installation lets webhooks be. */
export interface WebhookTerms {
  secrets: WebhookSecrets;
  /** Whether they may be at addresses of this machine and of private networks, and without TLS. */
  allowsPrivate: boolean;
}

/** @throws DomainError `invalid_request` for a URL that is not encrypted. Whether an address is a public one is seen when it is used. */
export function assertEncrypted(url: string, { allowsPrivate }: Pick<WebhookTerms, 'allowsPrivate'>): void {
  if (allowsPrivate || new URL(url).protocol === 'https:') return;
  throw new DomainError('invalid_request', 'Some fields are wrong.', {
    errors: [{ path: 'url', message: 'must begin with https://' }],
  });
}

/**
 * Makes a webhook of the caller, which is sent what happens from now on.
 * @returns it with its secret, which is told this once.
 * @throws DomainError `invalid_request`, `too_many_webhooks`.
 */
export function createWebhook(
  db: Database,
  caller: Caller,
  { url, events }: WebhookBody,
  terms: WebhookTerms & { limits: OwnerLimits },
): Promise<WebhookWithSecret> {
  assertEncrypted(url, terms);
  const { userId } = caller;
  const addition = { limit: 'webhooksPerOwner' as const, of: userId, count: 1 };
  return addWithin(db, userId, terms.limits, [addition], async (tx) => {
    const [row] = await tx.query<{ id: string }>(newId);
    const id = row?.id ?? '';
    const secret = terms.secrets.make();
    await tx.query(insert, [id, userId, url, events, terms.secrets.seal(secret, id)]);
    return { ...(await findWebhook(tx, caller, id)), secret };
  });
}
