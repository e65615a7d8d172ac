import type { Row, Sample } from '../report/row.js';
import { median } from '../measures/statistics.js';
import { SweptDatabase, type Cost } from '../fixture/swept-database.js';

const due = 10;
const small = 10_000;
/** The first size compares two equal databases, and shows the noise. */
const sizes = [small, 100_000, 1_000_000];
const sweeps = 40;
/** Warm-up: JIT compilation and cached plans. */
const unmeasured = 10;

const inWords = (count: number) =>
  count >= 1_000_000 ? `${count / 1e6} million` : `${count / 1e3} thousand`;

/** Sweeps the databases alternately, and returns the cost of each sweep. */
async function sweepInTurn(databases: readonly SweptDatabase[]): Promise<Cost[][]> {
  const costs: Cost[][] = databases.map(() => []);
  for (let n = -unmeasured; n < sweeps; n++) {
    for (const [index, database] of databases.entries()) {
      const cost = await database.sweep(due);
      if (n >= 0) costs[index]?.push(cost);
    }
  }
  return costs;
}

async function compare(size: number, grown: SweptDatabase, kept: SweptDatabase): Promise<Sample[]> {
  const [ofGrown = [], ofKept = []] = await sweepInTurn([grown, kept]);
  const goal = size === Math.max(...sizes) ? { goal: { ratioAtMost: 1.25 } } : {};
  const sample = (what: string, of: (costs: Cost[]) => number): Sample => ({
    name: `${what} of a sweep among ${inWords(size)}`,
    value: of(ofGrown),
    unit: 'ms',
    baseline: of(ofKept),
    ...goal,
  });
  return [
    sample('time', (costs) => median(costs.map(({ ms }) => ms))),
    // The mean of all sweeps, which includes work that one sweep defers to the next.
    sample('CPU', (costs) => costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / costs.length),
  ];
}

export const growth: Row = {
  name: 'growth',
  about: `a sweep with ${due} due among more and more active bookings, beside one among ${inWords(small)}`,
  async measure(say) {
    const opened: SweptDatabase[] = [];
    try {
      for (let n = 0; n < 2; n++) opened.push(await SweptDatabase.open());
      const [grown, kept] = opened as [SweptDatabase, SweptDatabase];
      const samples: Sample[] = [];
      for (const size of sizes) {
        say(`${inWords(size)} active bookings`);
        // The database of constant size is refilled too, and so is vacuumed and checkpointed at the same time.
        await kept.growTo(small);
        await grown.growTo(size);
        samples.push(...(await compare(size, grown, kept)));
      }
      return samples;
    } finally {
      for (const database of opened) await database.close();
    }
  },
};
