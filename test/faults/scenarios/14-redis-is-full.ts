import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const fullMs = { quick: 3_000, whole: 10_000 };

export const redisIsFull: Scenario = {
  number: 14,
  title: 'Redis is full',
  quick: false,
  async run(fleet, random, pace) {
    const { redis } = fleet.services;
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    await fleet.outages.during('Redis takes no more writes', async () => {
      await redis.command('CONFIG', 'SET', 'maxmemory', '1');
      await pass(fullMs[pace]);
      await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    });
    await fleet.toldWithin(15_000);
    await load.stop();
  },
};
