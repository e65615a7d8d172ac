import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

/** Of each delivery the last ones are kept: one that cannot be reached is tried for days. */
const mostPerDelivery = 50;

/** A webhook of which nothing has been accepted for so long, in so many attempts, is switched off. */
const hopelessMs = 3 * 24 * 3_600_000;
const hopelessAttempts = 20;

const errorLength = 300;

/** A webhook that works is not written, so that attempts at once do not wait for each other. */
const record = statement(
  'record-webhook-attempt',
  `WITH attempted AS (
     INSERT INTO webhook_attempts (delivery_id, status, error, took_ms)
     SELECT id, $3::int, $4::text, $5::int FROM deliveries WHERE id = $1
   ),
   trimmed AS (
     DELETE FROM webhook_attempts WHERE delivery_id = $1 AND id <= (
       SELECT id FROM webhook_attempts WHERE delivery_id = $1 ORDER BY id DESC OFFSET ${mostPerDelivery - 1} LIMIT 1
     )
   )
   UPDATE webhooks
   SET failures = CASE WHEN $6::boolean THEN 0 ELSE failures + 1 END,
       failing_since = CASE WHEN $6::boolean THEN NULL ELSE coalesce(failing_since, clock_timestamp()) END
   WHERE id = $2 AND (failures > 0 OR NOT $6::boolean)
   RETURNING failures, coalesce(extract(epoch FROM clock_timestamp() - failing_since) * 1000, 0)::float8 AS "failingMs"`,
);

export interface MadeAttempt {
  /** Null where there was no answer. */
  status: number | null;
  /** Null where it was accepted. */
  error: string | null;
  tookMs: number;
}

export interface WebhookState {
  /** For how long nothing has been accepted. */
  failingMs: number;
  /** Whether that has been so for days. */
  isHopeless: boolean;
}

/** Writes an attempt into the log of a webhook. @returns how the webhook does with it. */
export async function recordAttempt(
  db: Database,
  { id, target }: { id: string; target: string },
  { status, error, tookMs }: MadeAttempt,
): Promise<WebhookState> {
  const [row] = await db.query<{ failures: number; failingMs: number }>(record, [
    ...[id, target, status, error?.slice(0, errorLength) ?? null, Math.round(tookMs), error === null],
  ]);
  const { failures, failingMs } = row ?? { failures: 0, failingMs: 0 };
  return { failingMs, isHopeless: failures >= hopelessAttempts && failingMs > hopelessMs };
}
