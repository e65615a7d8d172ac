import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

export const postgresCrashes: Scenario = {
  number: 16,
  title: 'Postgres crashes',
  quick: false,
  async run(fleet, random, pace) {
    const { postgres } = fleet.services;
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    for (let round = 0; round < (pace === 'quick' ? 1 : 4); round++) {
      await fleet.answered(20);
      await fleet.outages.during('Postgres is down', async () => {
        await postgres.crash();
        await pass(random.between(100, 3_000));
        await postgres.start();
      });
      await fleet.toldWithin(15_000);
    }
    await load.stop();
  },
};
