import { setTimeout as pass } from 'node:timers/promises';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const everyMs = 200;
const rounds = { quick: 15, whole: 60 };

export const postgresSessionsKilled: Scenario = {
  number: 15,
  title: 'Postgres sessions are killed',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    await fleet.outages.during('pg_terminate_backend, again and again', async () => {
      for (let round = 0; round < rounds[pace]; round++) {
        await fleet.db.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name LIKE 'parkmate%' AND random() < 0.7`,
        );
        await pass(everyMs);
      }
    });
    await fleet.toldWithin(15_000);
    await load.stop();
  },
};
