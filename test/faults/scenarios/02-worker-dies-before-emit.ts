import { Load } from '../load.js';
import { dieAt, deathOf } from '../interruptions.js';
import type { Scenario } from '../scenario.js';

/** The job comes back when its lock has run out, after ten seconds, and finds its work done. */
export const workerDiesBeforeEmit: Scenario = {
  number: 2,
  title: 'worker dies after commit, before emit',
  quick: false,
  fleet: {
    workers: 0,
    patches: [
      {
        // Whoever emits a batch splits it first.
        seam: 'splitLiveBatch',
        put: `(original) => (batch) => {
          if (batch.messages.length > 0) ${dieAt('before the emit')}
          return original(batch);
        }`,
      },
    ],
  },
  async run(fleet, random) {
    const doomed = await fleet.addWorker({ env: { DIE_AT: 'before the emit' } });
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(20);
    await fleet.outages.during('no worker', async () => {
      await deathOf(doomed);
      await fleet.addWorker();
    });
    await fleet.toldWithin(10_000);
    await load.stop();
  },
};
