import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

/** Longer than the lock of a job, so that the replacement takes over what the frozen worker still believes to hold. */
const frozenMs = { quick: 3_000, whole: 17_000 };

export const zombieWorker: Scenario = {
  number: 4,
  title: 'zombie worker: frozen, replaced, thawed',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    const [zombie] = fleet.workers;
    await fleet.answered(20);
    await fleet.outages.during('a worker is frozen', async () => {
      zombie?.freeze();
      await fleet.addWorker();
      await pass(frozenMs[pace]);
      zombie?.thaw();
    });
    await fleet.answered(60);
    await load.stop();
  },
};
