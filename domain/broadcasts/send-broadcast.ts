import type { Broadcast, BroadcastBody } from '../../contract/api/broadcasts.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { isInAudience } from './audience.js';

const send = statement(
  'send-broadcast',
  `WITH given AS (SELECT uuidv7() AS id, $2::text AS audience),
  broadcast AS (
    INSERT INTO broadcasts (id, audience, created_by, title, message, type, recipients)
    SELECT id, audience, $1, $3, $4, $5, (SELECT count(*) FROM users WHERE ${isInAudience('users', 'given')})
    FROM given
    RETURNING *
  ),
  recorded AS (
    INSERT INTO events (type, actor_id, payload)
    SELECT 'broadcast.sent', $1, jsonb_build_object(
      'broadcastId', id, 'audience', audience, 'title', title, 'message', message, 'type', type
    )
    FROM broadcast
    RETURNING id
  )
  SELECT broadcast.id, audience, recipients, told, recorded.id AS "eventId" FROM broadcast, recorded`,
);

/**
 * Records a broadcast, which workers expand into notifications in chunks (see `expandBroadcast`), so that the call is fast for any
 * audience. The route admits only admins.
 */
export async function sendBroadcast(
  db: Database,
  caller: Caller,
  { audience, title, message, type }: BroadcastBody,
): Promise<Broadcast> {
  const [sent] = await db.query<Broadcast & { eventId: string }>(send, [
    caller.userId,
    audience,
    ...[title, message, type],
  ]);
  if (!sent) throw new Error('sending a broadcast returned no row');
  const { eventId, ...broadcast } = sent;
  db.announce([eventId]);
  return broadcast;
}
