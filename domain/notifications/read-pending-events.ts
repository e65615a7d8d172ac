import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** A stored event. */
export interface StoredEvent {
  id: string;
  type: string;
  bookingId: string | null;
  /** The owner of its business. */
  ownerId: string | null;
  /** As text with microseconds, which a Date would truncate: they determine the order of events. */
  occurredAt: string;
  /** Its age when it was read. */
  ageSeconds: number;
  /** Failed attempts. */
  attempts: number;
  /** Null when not read, since earlier payloads have reached the size limit. */
  payload: unknown;
}

/** Limit of payload bytes per read: five hundred usual payloads, or a few dozen large ones. */
const mostBytes = 512 * 1024;

/** Processed events are not in the outbox: a repeated job finds none. */
const pendingInOutbox = 'SELECT event_id, attempts FROM outbox WHERE event_id = ANY($1) AND dead_at IS NULL';

const read = statement(
  'read-pending-events',
  `SELECT id, type, booking_id AS "bookingId", occurred_at::text AS "occurredAt", attempts,
          extract(epoch FROM clock_timestamp() - occurred_at)::float8 AS "ageSeconds",
          (SELECT owner_id FROM businesses WHERE businesses.id = business_id) AS "ownerId",
          CASE WHEN bytes - pg_column_size(payload) < ${mostBytes} THEN payload END AS payload
   FROM (
     SELECT events.id, type, booking_id, business_id, occurred_at, waiting.attempts, payload,
            sum(pg_column_size(payload)) OVER (ORDER BY occurred_at, events.id ROWS UNBOUNDED PRECEDING) AS bytes
     FROM (${pendingInOutbox}) AS waiting JOIN events ON events.id = waiting.event_id
   ) AS pending
   ORDER BY occurred_at, id`,
);

/** The pending ones of these events, oldest first. */
export const readPendingEvents = (db: Database, eventIds: string[]) =>
  // In a transaction, which disables sequential scans: the outbox is often empty when a plan is made, and sometimes long.
  db.queryTogether<StoredEvent>([[read, [eventIds]]]);
