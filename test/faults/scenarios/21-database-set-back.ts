import { expect } from 'chai';
import type { Cast } from '../cast.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Random } from '../random.js';
import type { Scenario } from '../scenario.js';
import { settle } from '../settle.js';

/** Clients hold cursors into a history that is no more. All three records start anew with the restored one. */
export const databaseSetBack: Scenario = {
  number: 21,
  title: 'the database is restored to an earlier state',
  quick: false,
  async run(fleet, random) {
    const cast = await fleet.cast();
    await work(fleet, cast, random.fork('kept'));
    await fleet.outages.during('a backup is taken, and restored later', async () => {
      await fleet.whileStopped(() => fleet.services.backUp(fleet.database));
      await work(fleet, cast, random.fork('lost'));
      await settle(fleet);
      await fleet.whileStopped(async () => {
        await fleet.services.restore(fleet.database);
        fleet.recorder.requests.length = 0;
        for (const client of cast.clients) client.forget();
      });
      await Promise.all(cast.clients.map((client) => client.reloadedOnce()));
    });
    await work(fleet, cast, random.fork('new'));
    const { rows } = await fleet.db.query('SELECT FROM notifications');
    expect(rows, 'what there was to reload').to.not.be.empty;
  },
};

async function work(fleet: Fleet, cast: Cast, random: Random): Promise<void> {
  const load = new Load(cast, fleet.recorder, random).start(30);
  await fleet.answered(50);
  await load.stop();
}
