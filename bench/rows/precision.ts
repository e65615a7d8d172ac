import { expiryLateMs, insertBookingsDueIn } from '../../test/harness/due-bookings.js';
import { percentile } from '../../test/harness/load.js';
import { Random } from '../../test/faults/random.js';
import type { Row } from '../report/row.js';
import { withFixture, type Fixture } from '../fixture/fixture.js';

const bookings = 500;
const overMs = 60_000;
/** Time to insert all of them and to let a worker schedule them. */
const aheadMs = 3_000;
const seed = 20_261_121;
const userCount = 50;

/** The lateness of timers in this process for the same deadlines: the machine's own event loop and scheduling delay. */
function timersLateMs(deadlinesMs: number[]): Promise<number[]> {
  const startedAt = performance.now();
  return Promise.all(
    deadlinesMs.map(
      (inMs) =>
        new Promise<number>((resolve) => {
          setTimeout(() => {
            resolve(performance.now() - startedAt - inMs);
          }, inMs);
        }),
    ),
  );
}

/** Both concurrently for the same deadlines, so that other load of the machine delays both alike. */
async function expireBeside(
  { parkmate, lot, users }: Fixture,
  deadlinesMs: number[],
): Promise<{ timers: number[]; events: number[] }> {
  const [{ bookingIds }, timers] = await Promise.all([
    insertBookingsDueIn(parkmate.db, lot, users, deadlinesMs),
    timersLateMs(deadlinesMs),
  ]);
  await parkmate.completed(bookingIds);
  const events = await expiryLateMs(parkmate.db, bookingIds);
  if (events.length !== bookings) throw new Error(`${bookings} deadlines have ${events.length} events`);
  return { timers, events };
}

export const precision: Row = {
  name: 'precision',
  about: `${bookings} random deadlines over ${overMs / 1_000} s, how late each event is; baseline: one setTimeout each`,
  async measure(say) {
    const random = new Random(seed);
    const deadlinesMs = Array.from({ length: bookings }, () => aheadMs + random.between(0, overMs - 1));
    const { timers, events } = await withFixture(userCount, (fixture) => expireBeside(fixture, deadlinesMs));
    const early = events.filter((ms) => ms < 0).length;
    say(`${events.length} events, ${early} early`);
    const late = (share: number) => ({
      value: percentile(events, share),
      unit: 'ms' as const,
      baseline: percentile(timers, share),
    });
    return [
      { name: 'late, p50', ...late(0.5) },
      { name: 'late, p99', ...late(0.99), goal: { atMost: 50 } },
      { name: 'late, most', ...late(1), goal: { atMost: 250 } },
      { name: 'late, least', value: Math.min(...events), unit: 'ms', goal: { always: true, atLeast: 0 } },
      { name: 'early', value: early, unit: '', goal: { always: true, atMost: 0 } },
    ];
  },
};
