import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

export const redisConnectionsCut: Scenario = {
  number: 11,
  title: 'Redis connections are cut',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    await fleet.outages.during('CLIENT KILL, again and again', async () => {
      for (let round = 0; round < (pace === 'quick' ? 8 : 40); round++) {
        const type = random.pick(['normal', 'pubsub']);
        await fleet.services.redis.command('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
        await pass(random.between(50, 800));
      }
    });
    await fleet.answered(20);
    await load.stop();
  },
};
