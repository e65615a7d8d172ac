import { expect } from 'chai';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const latestMs = { quick: 5_000, whole: 2_000 };

/** Nothing is broken here: nobody may notice. */
export const rollingRestart: Scenario = {
  number: 20,
  title: 'rolling restart under load',
  quick: false,
  fleet: { apis: 2, workers: 2 },
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    for (let round = 0; round < (pace === 'quick' ? 1 : 3); round++) {
      for (const old of fleet.apis.filter(({ isRunning }) => isRunning)) {
        await fleet.addApi();
        await fleet.retire(old);
      }
      for (const old of fleet.workers.filter(({ isRunning }) => isRunning)) {
        await fleet.addWorker();
        await old.stop();
      }
    }
    await load.stop();
    const dropped = fleet.recorder.requests.filter(({ attempts }) =>
      attempts.some(({ status }) => status === undefined || status >= 500),
    );
    expect(dropped, 'requests that failed').to.deep.equal([]);

    const { rows } = await fleet.db.query<{ id: string; at: Date }>(
      'SELECT n.id, e.occurred_at AS at FROM notifications n JOIN events e ON e.id = n.event_id',
    );
    const happenedAt = new Map(rows.map(({ id, at }) => [id, at.getTime()]));
    for (const { name, shown } of cast.clients) {
      for (const { id, time } of shown) {
        const lateMs = time - (happenedAt.get(id) ?? time);
        expect(lateMs, `lateness of ${id} at ${name}`).to.be.below(latestMs[pace]);
      }
    }
  },
};
