import { Load } from '../load.js';
import { dieAt, deathOf } from '../interruptions.js';
import type { Scenario } from '../scenario.js';

/** The change is committed, and nobody is told of it but by the relay. */
export const apiDiesBeforeEnqueue: Scenario = {
  number: 6,
  title: 'api dies between commit and enqueue',
  quick: false,
  fleet: {
    patches: [
      {
        seam: 'FastPath.offer',
        put: `(original) => function offer(eventIds) {
          ${dieAt('before the job is queued')}
          original.call(this, eventIds);
        }`,
      },
    ],
  },
  async run(fleet, random) {
    const cast = await fleet.cast();
    await fleet.outages.during('one api after the other dies', async () => {
      for (let round = 0; round < 3; round++) {
        await fleet.apis.at(-1)?.kill();
        const doomed = await fleet.addApi({ env: { DIE_AT: 'before the job is queued' } });
        const load = new Load(cast, fleet.recorder, random.fork(`round ${round}`)).start(20);
        await deathOf(doomed);
        await fleet.addApi();
        await load.stop();
      }
    });
  },
};
