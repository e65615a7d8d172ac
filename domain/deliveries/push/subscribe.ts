import { createECDH } from 'node:crypto';
import type { PushBody } from '../../../contract/api/push.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import type { Caller } from '../../accounts/caller.js';
import { conflict, DomainError } from '../../errors.js';
import { pushServiceOf } from './push-services.js';

/** The devices of one person that are told. With one more, the one that was there first is told no longer. */
const mostDevices = 20;

/** Browsers that ask at the same time for one address or one session go one after the other. */
const lock = statement(
  'lock-push-subscription',
  `SELECT pg_advisory_xact_lock(hashtextextended($1, 230)) FROM (
     SELECT id FROM sessions WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL FOR NO KEY UPDATE
   ) AS session`,
);

/** What was on its way to somebody else who has used this browser, or to another session of theirs, does not arrive here. */
const clear = statement(
  'clear-push-subscription',
  `DELETE FROM push_subscriptions
   WHERE endpoint = $1 AND (user_id <> $3 OR session_id <> $2 AND EXISTS (SELECT FROM push_subscriptions WHERE session_id = $2))`,
);

const write = statement(
  'write-push-subscription',
  `WITH renewed AS (
     UPDATE push_subscriptions SET endpoint = $1, provider = $4, p256dh = $5, auth = $6
     WHERE session_id = $2 AND user_id = $3 RETURNING endpoint, created_at
   ),
   made AS (
     INSERT INTO push_subscriptions (user_id, session_id, endpoint, provider, p256dh, auth)
     SELECT $3, $2, $1, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM renewed)
     ON CONFLICT (endpoint) DO UPDATE
     SET session_id = excluded.session_id, provider = excluded.provider, p256dh = excluded.p256dh, auth = excluded.auth
     RETURNING endpoint, created_at
   )
   SELECT endpoint, created_at AS "createdAt" FROM renewed UNION ALL SELECT endpoint, created_at FROM made`,
);

const bound = statement(
  'bound-push-subscriptions',
  `DELETE FROM push_subscriptions WHERE id IN (
     SELECT id FROM push_subscriptions WHERE user_id = $1 ORDER BY id DESC OFFSET ${mostDevices}
   )`,
);

export interface Subscription {
  endpoint: string;
  createdAt: Date;
}

/**
 * Has the browser of the caller's session told of what happens while no page is open. A browser belongs to whoever has signed in there last.
 * @param hosts push services that the settings add
 * @throws DomainError `invalid_request` for an address of no push service or a key of no browser, `session_ended`
 */
export async function subscribe(
  db: Database,
  { userId, sessionId }: Caller,
  { endpoint, keys: { p256dh, auth } }: PushBody,
  hosts: readonly string[],
): Promise<Subscription> {
  const service = pushServiceOf(endpoint, hosts);
  if (!service) throw invalid('endpoint', 'must be an address of a push service of a browser');
  if (!isOnCurve(p256dh)) throw invalid('keys.p256dh', 'must be a public key of P-256');
  return db.transaction(async (tx) => {
    const held = await tx.query(lock, [endpoint, sessionId, userId]);
    if (held.length === 0) throw conflict('session_ended', 'This session has ended. Sign in again.');
    await tx.query(clear, [endpoint, sessionId, userId]);
    const [made] = await tx.query<Subscription & Record<string, unknown>>(write, [
      ...[endpoint, sessionId, userId, `push:${service.host}`, p256dh, auth],
    ]);
    if (!made) throw new Error('no subscription was written');
    await tx.query(bound, [userId]);
    return made;
  });
}

/** Otherwise nothing could be encrypted for it. */
function isOnCurve(p256dh: string): boolean {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  try {
    const key = Buffer.from(p256dh, 'base64url');
    curve.computeSecret(key);
    return key.length === 65;
  } catch {
    return false;
  }
}

const invalid = (path: string, message: string) =>
  new DomainError('invalid_request', `${path} ${message}`, { errors: [{ path, message }] });

const find = statement(
  'find-push-subscription',
  'SELECT endpoint, created_at AS "createdAt" FROM push_subscriptions WHERE session_id = $1 AND user_id = $2',
);

/** The subscription of the caller's session. */
export async function findSubscription(
  db: Database,
  { userId, sessionId }: Caller,
): Promise<Subscription | undefined> {
  const [found] = await db.query<Subscription & Record<string, unknown>>(find, [sessionId, userId]);
  return found;
}

const remove = statement(
  'remove-push-subscription',
  'DELETE FROM push_subscriptions WHERE session_id = $1 AND user_id = $2',
);

/** Tells the browser of the caller's session nothing more. Idempotent. */
export async function unsubscribe(db: Database, { userId, sessionId }: Caller): Promise<void> {
  await db.query(remove, [sessionId, userId]);
}
