import type { Receipts } from '../../contract/api/bookings.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';

const most = 20;

const read = statement(
  'read-receipts',
  `SELECT n.id, n.event, n.title, ${isoInstant('n.created_at')} AS at, array_remove(ARRAY[
            CASE WHEN (SELECT last_shown_seq FROM inboxes_shown WHERE inboxes_shown.user_id = n.user_id) >= n.seq THEN 'shown' END,
            CASE WHEN n.read_at IS NOT NULL AND n.read_at IS DISTINCT FROM n.archived_at THEN 'read' END,
            CASE WHEN 'email' = ANY (sent.channels) THEN 'email' END,
            CASE WHEN 'push' = ANY (sent.channels) THEN 'push' END
          ], NULL) AS "reachedBy"
   FROM (
     SELECT * FROM notifications
     WHERE booking_id = $1 AND user_id = (SELECT user_id FROM bookings WHERE id = $1)
     ORDER BY created_at DESC, id DESC LIMIT ${most}
   ) AS n
   CROSS JOIN LATERAL (
     SELECT array_agg(channel) AS channels FROM deliveries WHERE notification_id = n.id AND status = 'sent'
   ) AS sent
   ORDER BY n.created_at DESC, n.id DESC`,
);

/** Whether the driver of a booking was reached with what they were told of it. Why they were not is nobody's business. */
export async function readReceipts(db: Database, bookingId: string): Promise<Receipts> {
  return { items: await db.query<Receipts['items'][number]>(read, [bookingId]) };
}
