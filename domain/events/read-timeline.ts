import type { Role } from '../../contract/api/accounts.js';
import type { TimelineEntry } from '../../contract/api/bookings.js';
import type { Page, PageQuery } from '../../contract/values.js';
import { beforeFirstMoment, decodeMomentCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant, microseconds } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';

/** LIMIT applies to each branch of the UNION, so that a page's cost does not depend on the length of the history. */
const pageFrom = (at: string, id: string) => `
  (${at}, ${id}) > (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::uuid)
  ORDER BY ${at}, ${id} LIMIT $4`;

const read = statement(
  'read-timeline',
  `SELECT id, ${microseconds('at')} || ':' || id AS place, entry FROM (
    (SELECT e.occurred_at AS at, e.id, jsonb_build_object(
      'kind', 'event', 'id', e.id, 'at', ${isoInstant('e.occurred_at')}, 'event', e.type, 'actorId', e.actor_id,
      'payload', e.payload,
      'outbox', CASE WHEN waiting IS NULL THEN 'told' WHEN waiting.dead_at IS NULL THEN 'pending' ELSE 'dead' END
    ) AS entry
    FROM events e LEFT JOIN outbox waiting ON waiting.event_id = e.id WHERE e.booking_id = $1 AND ${pageFrom('e.occurred_at', 'e.id')})
    UNION ALL
    (SELECT n.created_at, n.id, jsonb_build_object(
      'kind', 'notification', 'id', n.id, 'at', ${isoInstant('n.created_at')}, 'event', n.event,
      'eventId', n.event_id, 'userId', n.user_id, 'seq', n.seq, 'type', n.type, 'title', n.title,
      'message', n.message, 'supersededAt', ${isoInstant('n.superseded_at')}, 'readAt', ${isoInstant('n.read_at')}
    )
    FROM notifications n WHERE n.booking_id = $1 AND ${pageFrom('n.created_at', 'n.id')})
    UNION ALL
    (SELECT d.created_at, d.id, jsonb_build_object(
      'kind', 'delivery', 'id', d.id, 'at', ${isoInstant('d.created_at')}, 'notificationId', d.notification_id,
      'userId', d.user_id, 'channel', d.channel, 'status', d.status,
      'reason', CASE WHEN $5 <> 'owner' OR d.user_id = $6::uuid THEN d.reason END,
      'dueAt', ${isoInstant('d.due_at')}, 'attempts', d.attempts, 'endedAt', ${isoInstant('d.ended_at')}
    )
    FROM notifications n CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE notification_id = n.id OFFSET 0) AS d
    WHERE n.booking_id = $1 AND ${pageFrom('d.created_at', 'd.id')})
  ) AS timeline
  ORDER BY at, id
  LIMIT $4`,
);

/**
 * The events, notifications and deliveries of a booking, oldest first.
 * Why a driver was not sent something tells what they have chosen, and so is not for owners.
 * @throws DomainError `invalid_cursor`
 */
export async function readTimeline(
  db: Database,
  reader: { userId: string; role: Role },
  bookingId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<TimelineEntry>> {
  const from = cursor === undefined ? beforeFirstMoment : decodeMomentCursor(cursor);
  const rows = await db.query<{ id: string; place: string; entry: TimelineEntry }>(read, [
    bookingId,
    from.microseconds,
    from.id,
    limit + 1,
    reader.role,
    reader.userId,
  ]);
  const { items, nextCursor } = pageOf(rows, limit, ({ place }) => place);
  return { items: items.map(({ entry }) => entry), nextCursor };
}
