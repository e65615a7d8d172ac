import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const frozenMs = { quick: 3_000, whole: 12_000 };

export const redisFreezes: Scenario = {
  number: 12,
  title: 'Redis freezes',
  quick: false,
  async run(fleet, random, pace) {
    const { redis } = fleet.services;
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    await fleet.outages.during('CLIENT PAUSE', async () => {
      await redis.command('CLIENT', 'PAUSE', frozenMs[pace], 'ALL');
      await pass(frozenMs[pace]);
    });
    await fleet.toldWithin(15_000);
    await fleet.outages.during('SIGSTOP', async () => {
      redis.freeze();
      await pass(frozenMs[pace]);
      redis.thaw();
    });
    await fleet.toldWithin(15_000);
    await load.stop();
  },
};
