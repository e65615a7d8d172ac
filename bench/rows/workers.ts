import { Backlog } from '../fixture/backlog.js';
import type { Row } from '../report/row.js';
import { SlowProcessor } from '../slow-processor.js';
import { withFixture, type Fixture } from '../fixture/fixture.js';

const events = 20_000;

/**
 * Share of a CPU per worker. A worker at a full one needs as much of PostgreSQL as of itself, so that on two CPUs
 * PostgreSQL would be the bottleneck and not the worker.
 */
const share = 0.1;

interface Telling {
  perSecond: number;
  /** How much of its share the busiest worker has used. */
  busy: number;
}

/** Milliseconds since 1970 at which the last notification was written. */
async function lastToldAt({ parkmate }: Fixture): Promise<number> {
  await parkmate.settled();
  const { rows } = await parkmate.db.query<{ at: number }>(
    'SELECT extract(epoch FROM max(created_at))::float * 1000 AS at FROM notifications',
  );
  return rows[0]?.at ?? NaN;
}

const tell = (workers: number): Promise<Telling> =>
  withFixture(
    events,
    async (fixture) => {
      const { parkmate } = fixture;
      const backlog = await Backlog.write(fixture);
      await Promise.all(Array.from({ length: workers }, () => parkmate.addWorker()));
      const processors = parkmate.workers.map(({ pid }) => new SlowProcessor(pid, share));
      try {
        const startedAt = Date.now();
        await backlog.queueAll();
        const tookMs = (await lastToldAt(fixture)) - startedAt;
        return {
          perSecond: (events * 1_000) / tookMs,
          busy: Math.max(...processors.map(({ used }) => used)),
        };
      } finally {
        for (const processor of processors) processor.release();
        backlog.close();
      }
    },
    { workers: 0 },
  );

export const workers: Row = {
  name: 'workers',
  about: `${events} events that wait, told by two workers with a tenth of a processor each; baseline: by one`,
  async measure(say) {
    const one = await tell(1);
    say(`one worker: ${Math.round(one.perSecond)}/s, ${Math.round(one.busy * 100)} % of its share`);
    const two = await tell(2);
    say(`two workers: ${Math.round(two.perSecond)}/s, ${Math.round(two.busy * 100)} % of theirs`);
    return [
      {
        ...{ name: 'events told by two workers', value: two.perSecond, unit: '/s', baseline: one.perSecond },
        goal: { ratioAtLeast: 1.6 },
      },
      { name: 'the one alone: used of its share', value: one.busy, unit: '', goal: { atLeast: 0.9 } },
    ];
  },
};
