import { Load } from '../load.js';
import { beforeCommit, dieAt, deathOf } from '../interruptions.js';
import type { Scenario } from '../scenario.js';

/** The first worker has told everybody inside its transaction, and dies before it commits. */
export const workerDiesBeforeCommit: Scenario = {
  number: 1,
  title: 'worker dies before commit',
  quick: false,
  fleet: {
    workers: 0,
    patches: [
      {
        seam: 'writeNotifications',
        put: beforeCommit(`if (result.messages.length > 0) ${dieAt('before the commit')}`),
      },
    ],
  },
  async run(fleet, random) {
    const doomed = await fleet.addWorker({ env: { DIE_AT: 'before the commit' } });
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(20);
    await fleet.outages.during('no worker', async () => {
      await deathOf(doomed);
      await fleet.addWorker();
    });
    while (fleet.recorder.requests.length < 60) await load.book(1);
    await load.stop();
  },
};
