import { Load } from '../load.js';
import { dieAt, deathOf } from '../interruptions.js';
import type { Scenario } from '../scenario.js';

const [before, after] = ['before the commit', 'after the commit'];

/** Callers whose answer never came ask again under the same key, of another process. */
export const apiDiesAroundCommit: Scenario = {
  number: 5,
  title: 'api dies around commit; callers retry',
  quick: false,
  fleet: {
    patches: [
      {
        seam: 'OpenTransaction.commit',
        put: `(original) => async function commit() {
          ${dieAt(before)}
          await original.call(this);
          ${dieAt(after)}
        }`,
      },
    ],
  },
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random);
    await fleet.outages.during('one api after the other dies', async () => {
      for (let round = 0; round < (pace === 'quick' ? 2 : 8); round++) {
        await fleet.apis.at(-1)?.kill();
        const doomed = await fleet.addApi({ env: { DIE_AT: random.pick([before, after]) } });
        if (round === 0) load.start(20);
        await deathOf(doomed);
        await fleet.addApi();
        await fleet.answered(10);
      }
    });
    await load.stop();
  },
};
