import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Attempt } from './channel.js';
import type { ClaimedDelivery } from './claimed-delivery.js';

/** A quarter of a minute, doubling, up to a quarter of an hour, each a quarter more or less: ten attempts take about an hour and a half. */
const firstRetryMs = 15_000;
const longestRetryMs = 15 * 60_000;
export const mostAttempts = 10;

/** A provider that is down is tried again after a second, then two, up to a minute: when it is back, it is found soon. */
const longestDownMs = 60_000;

/** An error message of a provider may be long. */
const errorLength = 500;

/** Those of which another attempt was claimed meanwhile, since this one took too long, are left to that one. */
const write = statement(
  'write-delivery-attempts',
  `UPDATE deliveries
   SET status = said.status, provider_id = coalesce(said.provider_id, deliveries.provider_id), last_error = said.error,
       attempts = deliveries.attempts - said.uncounted::int,
       may_have_arrived = may_have_arrived OR said.unanswered,
       -- One moment for all: what goes in one letter is due together.
       due_at = coalesce(statement_timestamp() + make_interval(secs => said.in_ms / 1000), due_at),
       ended_at = CASE WHEN said.status <> 'due' THEN clock_timestamp() END
   FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::boolean[], $8::boolean[])
     AS said (id, attempts, status, provider_id, error, in_ms, uncounted, unanswered)
   WHERE deliveries.id = said.id AND deliveries.attempts = said.attempts AND deliveries.status = 'sending'
   RETURNING deliveries.id`,
);

const isUp = statement(
  'delivery-provider-is-up',
  'UPDATE delivery_providers SET failures = 0, down_until = NULL WHERE provider = $1 AND failures > 0',
);

const isDown = statement(
  'delivery-provider-is-down',
  `UPDATE delivery_providers
   SET failures = failures + 1,
       down_until = clock_timestamp() + make_interval(
         secs => coalesce($2::float8, least(${longestDownMs}, 1000 * 2 ^ least(failures, 20)) * $3::float8) / 1000
       )
   WHERE provider = $1`,
);

/** An attempt that was made. */
export interface Attempted {
  delivery: ClaimedDelivery;
  attempt: Attempt;
}

/** What a delivery is after an attempt. */
export type Outcome = 'sent' | 'failed' | 'due';

/**
 * Records what became of attempts at one provider.
 * @returns the outcomes that were recorded; an attempt that somebody else has taken over is none.
 */
export async function finishDeliveries(
  db: Database,
  provider: string,
  attempted: readonly Attempted[],
): Promise<(Attempted & { outcome: Outcome })[]> {
  const ends = attempted.map((one) => ({ ...one, ...endOf(one, one.delivery.attempts) }));
  const rows = ends.flatMap(({ delivery, attempt, inMs }) =>
    [delivery, ...delivery.others].map(({ id, attempts }) => ({
      ...{ id, attempts, attempt, outcome: endOf({ delivery, attempt }, attempts).outcome },
      // What goes in one letter is tried again in one.
      inMs,
      error: errorOf({ delivery, attempt }),
    })),
  );
  const written = await db.query<{ id: string }>(write, [
    rows.map(({ id }) => id),
    rows.map(({ attempts }) => attempts),
    rows.map(({ outcome }) => outcome),
    rows.map(({ attempt }) => (attempt.is === 'sent' ? (attempt.providerId ?? null) : null)),
    rows.map(({ error }) => error),
    rows.map(({ outcome, inMs }) => (outcome === 'due' ? (inMs ?? firstRetryMs) : null)),
    rows.map(({ attempt }) => attempt.is === 'unreachable'),
    rows.map(({ attempt }) => attempt.is === 'unanswered'),
  ]);
  const down = attempted.map(({ attempt }) => attempt).findLast(saysDown);
  if (down) {
    const afterMs = down.is === 'unreachable' ? down.afterMs : undefined;
    await db.query(isDown, [provider, afterMs ?? null, jitter()]);
  } else await db.query(isUp, [provider]);
  const ours = new Set(written.map(({ id }) => id));
  return ends.filter(({ delivery }) => ours.has(delivery.id));
}

const saysDown = (attempt: Attempt): boolean =>
  attempt.is === 'unreachable' || (attempt.is === 'unanswered' && attempt.isDown);

function endOf(
  { delivery, attempt }: Attempted,
  attempts: number,
): { outcome: Outcome; inMs: number | null } {
  if (attempt.is === 'sent') return { outcome: 'sent', inMs: null };
  if (attempt.is === 'refused') return { outcome: 'failed', inMs: null };
  if (attempt.is === 'unreachable') return { outcome: 'due', inMs: 0 };
  // Sent for a third time it could arrive for a third time: two copies are the most.
  if (attempt.is === 'unanswered' && delivery.mayHaveArrived) return { outcome: 'failed', inMs: null };
  if (attempts >= mostAttempts) return { outcome: 'failed', inMs: null };
  const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (attempts - 1)) * jitter();
  return { outcome: 'due', inMs: attempt.afterMs ?? backoffMs };
}

function errorOf({ delivery, attempt }: Attempted): string | null {
  if (attempt.is === 'sent') return null;
  const isSecond = attempt.is === 'unanswered' && delivery.mayHaveArrived;
  return `${isSecond ? 'twice ' : ''}${attempt.reason}`.slice(0, errorLength);
}

/** So that what failed together is not tried again together. */
const jitter = () => 0.75 + Math.random() / 2;
