import type { Broadcast, BroadcastBody } from '../../contract/api/broadcasts.js';
import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { statement } from '../../platform/statement.js';
import { eventsPerJob } from '../queues.js';

/**
 * Who hears of it is settled now: the recipients stand in the events, some hundreds in each, so that no event is too
 * large to read and no later registration changes what was sent.
 */
const send = statement(
  'send-broadcast',
  `WITH recipients AS (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / $4::int AS part
    FROM users
    WHERE CASE $2 WHEN 'users' THEN role = 'user' WHEN 'owners' THEN role = 'owner' ELSE true END
  ),
  broadcast AS (SELECT uuidv7() AS id),
  parts AS (
    SELECT broadcast.id, jsonb_agg(recipients.id) AS ids
    FROM broadcast CROSS JOIN recipients GROUP BY broadcast.id, part
  ),
  recorded AS (
    INSERT INTO events (type, actor_id, payload)
    SELECT 'broadcast.sent', $1,
           $3::jsonb || jsonb_build_object('broadcastId', parts.id, 'audience', $2::text, 'recipientIds', parts.ids)
    FROM parts
    RETURNING id
  )
  SELECT broadcast.id, $2::text AS audience,
         (SELECT count(*) FROM recipients) AS recipients,
         (SELECT coalesce(array_agg(id), '{}') FROM recorded) AS "eventIds"
  FROM broadcast`,
);

/** Tells everybody in the audience. Only admins may; the route sees to that. */
export async function sendBroadcast(db: Database, caller: Caller, input: BroadcastBody): Promise<Broadcast> {
  const { audience, ...telling } = input;
  const values = [caller.userId, audience, JSON.stringify(telling), eventsPerJob];
  const [sent] = await db.query<Broadcast & { eventIds: string[] }>(send, values);
  if (!sent) throw new Error('sending a broadcast returned no row');
  db.announce(sent.eventIds);
  return { id: sent.id, audience: sent.audience, recipients: sent.recipients };
}
