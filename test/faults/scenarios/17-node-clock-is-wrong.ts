import { shiftedClock } from '../clock.js';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

const tenMinutesMs = 600_000;

/** Each process believes in another time; deadlines and tokens go by the database's. */
export const nodeClockIsWrong: Scenario = {
  number: 17,
  title: "Node's clock is wrong by ten minutes",
  quick: false,
  fleet: { apis: 0, workers: 0 },
  async run(fleet, random) {
    const [ahead, behind] = [shiftedClock(tenMinutesMs), shiftedClock(-tenMinutesMs)];
    await Promise.all([
      ...[ahead, behind].map((nodeArguments) => fleet.addApi({ nodeArguments })),
      ...[ahead, behind].map((nodeArguments) => fleet.addWorker({ nodeArguments })),
    ]);
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(30);
    await fleet.answered(150);
    await load.stop();
  },
};
