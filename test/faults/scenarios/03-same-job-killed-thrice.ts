import { deathOf } from '../interruptions.js';
import { Load } from '../load.js';
import { workerDiesBeforeEmit } from './02-worker-dies-before-emit.js';
import type { Scenario } from '../scenario.js';

/** Workers die one after the other with the same work in their hands; the fourth lives. */
export const sameJobKilledThrice: Scenario = {
  number: 3,
  title: 'the same job is killed three times',
  quick: false,
  fleet: workerDiesBeforeEmit.fleet ?? {},
  async run(fleet, random) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random);
    await fleet.outages.during('a kill loop', async () => {
      load.start(10);
      for (let kill = 0; kill < 3; kill++) {
        const doomed = await fleet.addWorker({ env: { DIE_AT: 'before the emit' } });
        await deathOf(doomed);
      }
      await fleet.addWorker();
    });
    await fleet.toldWithin(10_000);
    await load.stop();
  },
};
