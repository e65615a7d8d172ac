import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

export const redisLosesEverything: Scenario = {
  number: 9,
  title: 'Redis loses everything',
  quick: true,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(40);
    for (let round = 0; round < (pace === 'quick' ? 8 : 30); round++) {
      await pass(random.between(50, 700));
      await fleet.outages.during('FLUSHALL', () => fleet.services.redis.command('FLUSHALL'));
    }
    await load.stop();
  },
};
