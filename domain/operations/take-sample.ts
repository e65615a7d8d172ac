import type { Redis } from 'ioredis';
import type { OperationsSample } from '../../contract/operations.js';
import { withTimeout } from '../../platform/async/with-timeout.js';
import type { Database } from '../../platform/postgres/database.js';
import { readQueueStates } from '../../platform/redis/queue-states.js';
import { readDeadlineLag } from '../bookings/read-deadline-lag.js';
import { readOutboxSize } from '../events/read-outbox-size.js';
import { readQueueNames } from './queue-names.js';
import {
  addSample,
  expiredPerMinute,
  lockSample,
  readSamples,
  samplesOfAMinute,
  withRates,
} from './samples.js';
import { readTotals } from './totals.js';

/** What PostgreSQL has not said by then is missing from the sample. */
const withinMs = 3_000;

/**
 * Takes the sample of these ten seconds, unless another worker has.
 * @throws when Redis is unavailable.
 */
export async function takeSample(
  { db, redis }: { db: Database; redis: Redis },
  now = Date.now(),
): Promise<boolean> {
  if (!(await lockSample(redis, now))) return false;
  const orNull = <Figure>(figure: Promise<Figure>): Promise<Figure | null> =>
    withTimeout(figure, withinMs, 'PostgreSQL').catch(() => null);
  const [lag, outbox, states, totals, samples] = await Promise.all([
    orNull(readDeadlineLag(db)),
    orNull(readOutboxSize(db)),
    readQueueNames(redis).then((names) => readQueueStates(redis, names)),
    readTotals(redis),
    readSamples(redis, samplesOfAMinute),
  ]);
  const queues: OperationsSample['queues'] = {};
  for (const { name, paused: _, ...figures } of withRates(states, totals, samples, now))
    queues[name] = figures;
  await addSample(redis, {
    at: new Date(now).toISOString(),
    expiryLagMs: lag && Math.round(lag.expirySeconds * 1_000),
    warningLagMs: lag && Math.round(lag.warningSeconds * 1_000),
    outboxPending: outbox?.pending ?? null,
    expiredPerMinute: expiredPerMinute(totals, samples, now),
    queues,
    totals,
  });
  return true;
}
