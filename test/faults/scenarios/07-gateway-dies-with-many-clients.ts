import { expect } from 'chai';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const crowd = { quick: 60, whole: 400 };
/** Each client asks for its inbox when it is back; they share queries, so that a crowd costs few. */
const clientsPerQuery = 4;

export const gatewayDiesWithManyClients: Scenario = {
  number: 7,
  title: 'gateway dies with hundreds of clients',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast({ users: crowd[pace] });
    const load = new Load(cast, fleet.recorder, random).start(20);
    await fleet.answered(20);
    const back = cast.clients.map((client) => client.served());
    await fleet.outages.during('the gateway is dead', async () => {
      await fleet.apis[0]?.kill();
      await fleet.addApi();
      await Promise.all(back);
    });
    await fleet.answered(20);
    await load.stop();
    const { rows } = await fleet.db.query<{ most: number }>(
      `SELECT coalesce(max(numbackends), 0) AS most FROM pg_stat_database WHERE datname = current_database()`,
    );
    expect(rows[0]?.most, 'connections to the database').to.be.below(40);
    const spread = spreadMs(cast.clients.map(({ servedAt }) => servedAt));
    expect(spread, 'milliseconds over which clients came back').to.be.above(crowd[pace] / clientsPerQuery);
  },
};

const spreadMs = (times: number[]) => Math.max(...times) - Math.min(...times);
