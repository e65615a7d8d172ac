import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';
import { isUnprocessed } from '../events/is-unprocessed.js';
import type { Failure } from './compose-chunk.js';

/** Enough to see what it is. A payload with a thousand faults has a long list of them. */
const mostCharacters = 500;

/** Two seconds, four, eight, up to a quarter of an hour. Rows that another worker holds it is about to set aside itself. */
const postpone = statement(
  'set-events-aside',
  `UPDATE events
   SET attempts = attempts + 1, last_error = failed.reason,
       next_at = clock_timestamp() + least(interval '2 seconds' * 2 ^ least(attempts, 20), interval '15 minutes')
   FROM (SELECT id FROM events WHERE id = ANY($1) AND ${isUnprocessed} ORDER BY id FOR UPDATE SKIP LOCKED) AS held
   JOIN unnest($1::uuid[], $2::text[]) AS failed (id, reason) USING (id)
   WHERE events.id = held.id`,
);

const retryNow = statement(
  'retry-events-now',
  `UPDATE events SET next_at = clock_timestamp()
   FROM (
     SELECT id FROM events WHERE processed_at IS NULL AND next_at > clock_timestamp() ORDER BY id FOR UPDATE SKIP LOCKED
   ) AS waiting
   WHERE events.id = waiting.id`,
);

/**
 * Puts events that could not be told out of the way of all others. They stay unprocessed, and are tried again after a
 * delay that grows with each attempt.
 */
export async function setAside(db: Database, failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  await db.query(postpone, [
    failures.map(({ event }) => event.id),
    failures.map(({ reason }) => shortened(reason)),
  ]);
}

/** Lets what was set aside be tried again without delay: by a release, perhaps, that can read it. */
export async function retrySetAside(db: Database): Promise<void> {
  await db.query(retryNow);
}

/** PostgreSQL refuses NUL in a text, and with it the whole statement. */
export const shortened = (reason: string) => reason.replaceAll('\0', '').slice(0, mostCharacters);
