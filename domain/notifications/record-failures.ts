import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Failure } from './compose-chunk.js';

/** Bounds the stored error: validation of a bad payload may list thousands of issues. */
const mostCharacters = 500;

/** Attempts before an event is a dead letter; the last is 45 minutes after the first. */
const attemptsAtMost = 10;

/** Exponential backoff: 2 s, 4 s, 8 s, up to 15 minutes. SKIP LOCKED: another worker is recording the same failure. */
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
 * Records failed attempts, so that poison events do not block others: they are retried alone with backoff, and become dead letters
 * with their last error after ten attempts. See `retryDeadEvents`.
 * @returns the ids of new dead letters.
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

/** Makes failed events due now: a new release may be able to process them. */
export async function retryFailedEvents(db: Database): Promise<void> {
  await db.query(retryNow);
}

/** PostgreSQL rejects NUL in text. */
export const shortened = (reason: string) => reason.replaceAll('\0', '').slice(0, mostCharacters);
