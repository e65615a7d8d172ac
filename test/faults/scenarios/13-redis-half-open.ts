import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const silentMs = { quick: 3_000, whole: 12_000 };
/** What was connected stays dead for ever, so every process must find out by itself. */
const noticedWithinMs = 60_000;

export const redisHalfOpen: Scenario = {
  number: 13,
  title: 'Redis link half open',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(20);
    await fleet.outages.during('the links to Redis swallow all', async () => {
      const links = [fleet.links.apiToRedis, fleet.links.workerToRedis];
      for (const link of links) link.swallow();
      await pass(silentMs[pace]);
      for (const link of links) link.pass();
      await fleet.toldWithin(noticedWithinMs);
    });
    await load.stop();
  },
};
