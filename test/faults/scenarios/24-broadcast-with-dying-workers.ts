import type { Broadcast } from '../../../contract/api/broadcasts.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';
import { hereMs } from '../../../dev/tests/machine.js';

const audience = { quick: 12_000, whole: 100_000 };
const kills = 3;
/** Each death costs the five seconds for which a part is held, and a tick. */
const toldWithinMs = 60_000 + kills * 8_000;

/** @throws unless every user who was there has been told once, and no more than that was counted. */
async function expectToldOnce(fleet: Fleet, { id, recipients }: Broadcast): Promise<void> {
  const { rows } = await fleet.db.query<{ rows: number; users: number; told: number }>(
    `SELECT count(*)::int AS rows, count(DISTINCT user_id)::int AS users,
            (SELECT told FROM broadcasts WHERE id = $1) AS told
     FROM notifications WHERE event = 'broadcast.sent'`,
    [id],
  );
  const found = JSON.stringify(rows[0]);
  if (found !== JSON.stringify({ rows: recipients, users: recipients, told: recipients }))
    throw new Error(`a broadcast to ${recipients} came to ${found}`);
}

export const broadcastWithDyingWorkers: Scenario = {
  number: 24,
  title: 'a broadcast, its worker killed three times on the way',
  quick: false,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const admin = await fleet.account('admin');
    await fleet.builder.crowd(audience[pace]);
    const load = new Load(cast, fleet.recorder, random).start(10);
    const told = async (id: string) => (await admin.ok<Broadcast>('GET', `/broadcasts/${id}`)).told;
    const sent = await admin.ok<Broadcast>('POST', '/broadcasts', {
      ...{ title: 'Hello', message: 'The car park closes at ten.', audience: 'everyone' },
    });
    const until = performance.now() + hereMs(toldWithinMs);
    const toldMoreThan = async (count: number) => {
      while ((await told(sent.id)) <= count) {
        if (performance.now() > until)
          throw new Error(`after ${toldWithinMs} ms ${await told(sent.id)} were told`);
        await fleet.db.query('SELECT pg_sleep(0.02)');
      }
    };
    await fleet.outages.during('one worker after the other dies', async () => {
      for (let kill = 0; kill < kills; kill++) {
        await toldMoreThan((sent.recipients * kill) / (kills + 1));
        await fleet.workers.at(-1)?.kill();
        await fleet.addWorker();
      }
    });
    await toldMoreThan(sent.recipients - 1);
    await expectToldOnce(fleet, sent);
    await fleet.answered(20);
    await load.stop();
  },
};
