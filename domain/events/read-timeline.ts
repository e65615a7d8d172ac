import type { TimelineEntry } from '../../contract/api/bookings.js';
import type { Database } from '../../platform/database.js';
import { isoInstant } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';

const read = statement(
  'read-timeline',
  `SELECT entry FROM (
    SELECT e.occurred_at AS at, e.id, jsonb_build_object(
      'kind', 'event', 'id', e.id, 'at', ${isoInstant('e.occurred_at')}, 'event', e.type, 'actorId', e.actor_id,
      'payload', e.payload, 'processedAt', ${isoInstant('e.processed_at')}
    ) AS entry
    FROM events e WHERE e.booking_id = $1
    UNION ALL
    SELECT n.created_at, n.id, jsonb_build_object(
      'kind', 'notification', 'id', n.id, 'at', ${isoInstant('n.created_at')}, 'event', n.event,
      'eventId', n.event_id, 'userId', n.user_id, 'seq', n.seq, 'type', n.type, 'title', n.title,
      'message', n.message, 'supersededAt', ${isoInstant('n.superseded_at')}, 'readAt', ${isoInstant('n.read_at')}
    )
    FROM notifications n WHERE n.booking_id = $1
  ) AS timeline
  ORDER BY at, id`,
);

/** Everything that happened to a booking, and who was told of it, in order. */
export async function readTimeline(db: Database, bookingId: string): Promise<TimelineEntry[]> {
  const rows = await db.query<{ entry: TimelineEntry }>(read, [bookingId]);
  return rows.map(({ entry }) => entry);
}
