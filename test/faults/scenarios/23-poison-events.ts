import { randomUUID } from 'node:crypto';
import { examples } from '../../harness/event-examples.js';
import type { Cast } from '../cast.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';
import { hereMs } from '../../../dev/tests/machine.js';

const crowd = 10_000;
/** Ten thousand events take two seconds, and the relay waits for as long before it looks. */
const toldWithinMs = 20_000;

/** Its declaration throws, and so does PostgreSQL when it is to write a NUL. */
const [throwing, unwritable] = ['lot.restored', 'lot.withdrawn'] as const;

const lotFacts = (ownerId: string) => ({ ...examples[throwing], ownerId });

interface Draft {
  type: string;
  payload: object;
}

async function insert(fleet: Fleet, events: Draft[]): Promise<string[]> {
  const { rows } = await fleet.db.query<{ id: string }>(
    `INSERT INTO events (type, booking_id, payload)
     SELECT type, (payload ->> 'bookingId')::uuid, payload
     FROM jsonb_to_recordset($1::jsonb) AS event (type text, payload jsonb) RETURNING id`,
    [JSON.stringify(events)],
  );
  return rows.map(({ id }) => id);
}

const good = ({ users, owner }: Cast, n: number): Draft => ({
  type: 'payment.verified',
  payload: {
    ...examples['payment.verified'],
    ...{ userId: users[n % users.length]?.id, ownerId: owner.id, bookingId: randomUUID() },
  },
});

/** One of each kind, in turn. */
const poison = ({ owner }: Cast, n: number): Draft =>
  [
    { type: 'booking.teleported', payload: {} },
    { type: 'payment.verified', payload: { amount: 'much' } },
    { type: throwing, payload: lotFacts(owner.id) },
    { type: unwritable, payload: lotFacts(owner.id) },
  ][n % 4] ?? { type: 'unknown', payload: {} };

async function untilTold(fleet: Fleet, ids: string[]): Promise<void> {
  const until = performance.now() + hereMs(toldWithinMs);
  for (;;) {
    const { rows } = await fleet.db.query<{ left: number }>(
      'SELECT count(*)::int AS left FROM outbox WHERE event_id = ANY($1)',
      [ids],
    );
    const left = rows[0]?.left ?? NaN;
    if (left === 0) return;
    if (performance.now() > until) throw new Error(`${left} events wait behind such as cannot be told`);
    await fleet.db.query('SELECT pg_sleep(0.1)');
  }
}

/** @throws unless each of them was tried and is kept, with what was wrong with it. */
async function expectSetAside(fleet: Fleet, ids: string[]): Promise<void> {
  const { rows } = await fleet.db.query<{ kept: number }>(
    'SELECT count(*)::int AS kept FROM outbox WHERE event_id = ANY($1) AND attempts > 0 AND last_error IS NOT NULL',
    [ids],
  );
  if (rows[0]?.kept !== ids.length)
    throw new Error(
      `of ${ids.length} events that cannot be told, ${rows[0]?.kept ?? 0} are kept with their error`,
    );
}

/** Nobody can ever be told of them, so that everything would be waited for in vain. */
async function remove(fleet: Fleet, ids: string[]): Promise<void> {
  await fleet.db.query(
    'WITH gone AS (DELETE FROM outbox WHERE event_id = ANY($1)) DELETE FROM events WHERE id = ANY($1)',
    [ids],
  );
}

export const poisonEvents: Scenario = {
  number: 23,
  title: 'events that cannot be told, among others and in crowds',
  quick: false,
  fleet: {
    patches: [
      {
        seam: 'composeNotifications',
        put: `(original) => (event) => {
          if (event.type === '${throwing}') throw new Error('a bug');
          const composed = original(event);
          if (event.type !== '${unwritable}') return composed;
          return { ...composed, content: JSON.stringify({ ...JSON.parse(composed.content), title: 'a\\0b' }) };
        }`,
      },
    ],
  },
  async run(fleet, random) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random).start(10);

    const others = Array.from({ length: crowd }, (_, n) => good(cast, n));
    const poisons = Array.from({ length: 4 }, (_, kind) => poison(cast, kind));
    const among: Draft[] = [...others];
    for (const one of poisons) among.splice(random.between(0, crowd - 1), 0, one);
    const ids = await insert(fleet, among);
    const bad = ids.filter((_, n) => poisons.some((one) => one === among[n]));
    const isBad = new Set(bad);
    await untilTold(
      fleet,
      ids.filter((id) => !isBad.has(id)),
    );
    await expectSetAside(fleet, bad);

    const crowded = await insert(
      fleet,
      Array.from({ length: crowd }, (_, n) => poison(cast, n)),
    );
    await untilTold(fleet, await insert(fleet, [good(cast, 0)]));
    await expectSetAside(fleet, crowded);
    await fleet.answered(20);
    await load.stop();
    await remove(fleet, [...bad, ...crowded]);
  },
};
