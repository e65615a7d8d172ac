import { Load } from '../load.js';
import { dieHere } from '../hook-points.js';
import type { Scenario } from '../scenario.js';

/** The change is committed, and nobody is told of it but by the relay. */
export const apiDiesBeforeEnqueue: Scenario = {
  number: 6,
  title: 'api dies between commit and enqueue',
  quick: false,
  fleet: {
    patches: [
      {
        file: 'domain/events/fast-path.ts',
        find: '  offer(eventIds: string[]): void {',
        put: `  async offer(eventIds) {\n        ${dieHere('before the job is queued')}`,
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
        await doomed.ended();
        await fleet.addApi();
        await load.stop();
      }
    });
  },
};
