import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

export const staleReplica: Scenario = {
  number: 10,
  title: 'Redis fails over to a stale replica',
  quick: false,
  async run(fleet, random) {
    const { services, links } = fleet;
    const replica = await services.followRedis();
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(40);
    await fleet.answered(30);
    await fleet.outages.during('fail-over to a replica that had stopped listening', async () => {
      replica.freeze();
      await pass(2_000);
      await services.redis.kill();
      replica.thaw();
      await replica.promote();
      for (const link of [links.apiToRedis, links.workerToRedis]) {
        link.targets = [replica.port];
        link.cut();
      }
      services.redis = replica;
      await fleet.toldWithin(15_000);
    });
    await fleet.answered(30);
    await load.stop();
  },
};
