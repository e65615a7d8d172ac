import { setTimeout as pass } from 'node:timers/promises';
import { expect } from 'chai';
import { Load } from './load.js';
import { MemoryWatch } from './memory.js';
import type { Scenario } from './scenario.js';
import { faults } from './soak-faults.js';

/** Some requests are refused, as people's are: for a slot that is taken, or a booking that is over. */
const requestsPerSecond = 130;
const changesPerSecond = 100;
/** So many that most wishes find their slot free, also when long bookings have gathered. */
const slots = 60_000;
const clients = 500;
const owners = 60;
const faultEveryMs = 10_000;
/** How much more memory the last quarter may take than the second. */
const growth = 1.15;

/** Everything at random, for so long. */
export function soak(minutes: number): Scenario {
  return {
    number: 0,
    title: `soak of ${minutes} minutes`,
    quick: false,
    fleet: { apis: 2, workers: 2 },
    async run(fleet, random) {
      const cast = await fleet.cast({ users: clients - owners, slots, owners });
      const load = new Load(cast, fleet.recorder, random.fork('load'), 8).start(requestsPerSecond);
      const startedAt = Date.now();
      const until = startedAt + minutes * 60_000;
      const memory = MemoryWatch.of([...fleet.apis.slice(0, 1), ...fleet.workers.slice(0, 1)]);
      while (Date.now() < until) {
        const name = random.pick(Object.keys(faults));
        const next = pass(faultEveryMs);
        console.log(
          `  ${new Date().toISOString()} ${name}; ${fleet.recorder.requests.length} requests so far`,
        );
        await fleet.outages.during(name, async () => {
          await faults[name]?.(fleet, random);
          await fleet.toldWithin(30_000);
        });
        await next;
      }
      await load.stop();
      memory.stop();
      const changes = fleet.recorder.requests.filter(({ verdict }) => verdict === 'ok').length;
      const perSecond = changes / ((Date.now() - startedAt) / 1_000);
      console.log(`  ${changes} state changes, ${perSecond.toFixed(0)} a second`);
      expect(perSecond, 'state changes a second').to.be.at.least(changesPerSecond);
      for (const { name, second, last } of memory.quarters()) {
        console.log(`  memory of ${name}: ${second.toFixed(0)} MB, then ${last.toFixed(0)} MB`);
        expect(last, `memory of ${name} in the last quarter`).to.be.below(second * growth);
      }
    },
  };
}
