import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { choosableEvents } from '../heard-events.js';
import { anyEvent } from '../preferences.entity.js';
import type { Unsubscription } from './unsubscribe-link.js';

/** What the person has chosen for other channels stays. */
const switchOff = statement(
  'unsubscribe',
  `INSERT INTO preferences AS known (user_id, choices)
   SELECT users.id, jsonb_object_agg(event, '{"email": false}'::jsonb)
   FROM users CROSS JOIN unnest($2::text[]) AS event WHERE users.id = $1
   GROUP BY users.id
   ON CONFLICT (user_id) DO UPDATE
   SET choices = known.choices || (
         SELECT jsonb_object_agg(event, coalesce(known.choices -> event, '{}') || '{"email": false}')
         FROM unnest($2::text[]) AS event
       ),
       updated_at = clock_timestamp()`,
);

/**
 * Switches a person's letters off, about one event, or all of them with those that are added later. Again it changes nothing. An event that this release does
 * not know, and an account that has been removed, have no letters.
 */
export async function unsubscribe(db: Database, { userId, event }: Unsubscription): Promise<void> {
  const events =
    event === null ? [...choosableEvents, anyEvent] : choosableEvents.filter((known) => known === event);
  if (events.length > 0) await db.query(switchOff, [userId, events]);
}
