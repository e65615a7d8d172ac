import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** An event as it is stored. */
export interface StoredEvent {
  id: string;
  type: string;
  bookingId: string | null;
  /** Whose business it happened in. */
  ownerId: string | null;
  /** As PostgreSQL writes it, to the microsecond: what a Date would cut off decides which of two events is later. */
  occurredAt: string;
  /** How often it could not be told. */
  attempts: number;
  /** Null: not read this time, since those before it are large enough. */
  payload: unknown;
}

/** Stored bytes of payloads that are read at once: five hundred of the usual ones, or a few dozen large ones. */
const mostBytes = 512 * 1024;

/** An event that was told is not in the outbox any more: a job that runs again finds none. */
const pendingInOutbox = 'SELECT event_id, attempts FROM outbox WHERE event_id = ANY($1) AND dead_at IS NULL';

const read = statement(
  'read-pending-events',
  `SELECT id, type, booking_id AS "bookingId", occurred_at::text AS "occurredAt", attempts,
          (SELECT owner_id FROM businesses WHERE businesses.id = business_id) AS "ownerId",
          CASE WHEN bytes - pg_column_size(payload) < ${mostBytes} THEN payload END AS payload
   FROM (
     SELECT events.id, type, booking_id, business_id, occurred_at, waiting.attempts, payload,
            sum(pg_column_size(payload)) OVER (ORDER BY occurred_at, events.id ROWS UNBOUNDED PRECEDING) AS bytes
     FROM (${pendingInOutbox}) AS waiting JOIN events ON events.id = waiting.event_id
   ) AS pending
   ORDER BY occurred_at, id`,
);

/** Those of these events that nobody was told of yet, the oldest first. */
export const readPendingEvents = (db: Database, eventIds: string[]) =>
  // By itself it would be given a plan that reads the whole outbox, which is often empty and sometimes long.
  db.queryTogether<StoredEvent>([[read, [eventIds]]]);
