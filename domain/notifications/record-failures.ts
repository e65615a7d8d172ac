import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Failure } from './compose-chunk.js';

/** Enough to see what it is. A payload with a thousand faults has a long list of them. */
const mostCharacters = 500;

/** After so many an event is given up; the last of them three quarters of an hour after the first. */
const attemptsAtMost = 10;

/** Two seconds, four, eight, up to a quarter of an hour. Rows that another worker holds it is about to set aside itself. */
const postpone = statement(
  'record-failures',
  `UPDATE outbox
   SET attempts = attempts + 1, last_error = failed.reason,
       next_at = clock_timestamp() + least(interval '2 seconds' * 2 ^ least(attempts, 20), interval '15 minutes'),
       dead_at = CASE WHEN attempts + 1 >= ${attemptsAtMost} THEN clock_timestamp() END
   FROM unnest($1::uuid[], $2::text[]) AS failed (id, reason)
   JOIN LATERAL (
     SELECT event_id FROM outbox WHERE event_id = failed.id AND dead_at IS NULL FOR UPDATE SKIP LOCKED
   ) AS held ON true
   WHERE outbox.event_id = held.event_id
   RETURNING outbox.event_id AS id, dead_at IS NOT NULL AS dead`,
);

const retryNow = statement(
  'retry-events-now',
  `UPDATE outbox SET next_at = clock_timestamp()
   WHERE event_id = ANY (ARRAY(
     SELECT event_id FROM outbox WHERE attempts > 0 AND dead_at IS NULL AND next_at > clock_timestamp()
     FOR UPDATE SKIP LOCKED
   ))`,
);

/**
 * Puts events that could not be told out of the way of all others. They stay in the outbox, and are tried again after a
 * delay that grows with each attempt, until they are given up: dead, with their last error. See `retryDeadEvents`.
 * @returns the ids of those that were given up.
 */
export async function recordFailures(db: Database, failures: readonly Failure[]): Promise<string[]> {
  if (failures.length === 0) return [];
  const [ids, reasons] = [
    failures.map(({ event }) => event.id),
    failures.map(({ reason }) => shortened(reason)),
  ];
  const rows = await db.queryTogether<{ id: string; dead: boolean }>([[postpone, [ids, reasons]]]);
  return rows.filter(({ dead }) => dead).map(({ id }) => id);
}

/** Lets what has failed be tried again without delay: by a release, perhaps, that can read it. */
export async function retryFailedEvents(db: Database): Promise<void> {
  await db.query(retryNow);
}

/** PostgreSQL refuses NUL in a text, and with it the whole statement. */
export const shortened = (reason: string) => reason.replaceAll('\0', '').slice(0, mostCharacters);
