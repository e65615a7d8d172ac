import { expect } from 'chai';
import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const outageSeconds = { quick: [3], whole: [3, 20, 60] };

export const redisIsDown: Scenario = {
  number: 8,
  title: 'Redis is down for a while',
  quick: false,
  async run(fleet, random, pace) {
    const { redis } = fleet.services;
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(20);
    for (const seconds of outageSeconds[pace]) {
      await fleet.outages.during(`Redis is down for ${seconds} s`, async () => {
        await redis.kill();
        await pass(seconds * 1_000);
        await redis.start();
      });
      await fleet.toldWithin(10_000);
    }
    await load.stop();
    const unanswered = fleet.recorder.requests.filter(({ attempts }) =>
      attempts.some(({ status }) => status === undefined || status >= 500),
    );
    expect(unanswered, 'requests that failed while Redis was down').to.deep.equal([]);
  },
};
