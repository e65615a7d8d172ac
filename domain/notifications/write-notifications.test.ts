import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { EventName } from '../events/catalog/index.js';
import { examples } from '../../test/harness/event-examples.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { insertAccounts } from '../../test/harness/insert-accounts.js';
import { composeNotifications } from './compose-notifications.js';
import { notify } from './notify.js';
import { readPendingEvents } from './read-pending-events.js';
import { writeAll, writeParameters } from './write-notifications.js';

/** Rows that one node of a plan may read, for each row that is told or marked. */
const readPerRow = 5;

/** Blocks of 8 KB that may be too much for memory: 2,000 rows of a broadcast and its messages are a few megabytes. */
const mostBlocks = 1_000;

/** Nodes in a plan of PostgreSQL, as JSON. */
interface Node {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Temp Written Blocks'?: number;
  Plans?: Node[];
}

describe('The statement that tells', function () {
  this.timeout(30_000);
  let domain: Domain;
  let userIds: string[];
  let ownerId: string;

  before(async () => {
    domain = await openDomain();
    const users = await domain.query<{ id: string }>(...insertAccounts('user', 4_000));
    userIds = users.map(({ id }) => id);
    ownerId = userIds.pop() ?? '';
  });

  after(() => domain.close());

  afterEach(() => domain.query('TRUNCATE events, outbox, notifications, deliveries CASCADE'));

  const broadcast = (recipientIds: string[]) => ({ ...examples['broadcast.sent'], recipientIds });

  /** Something that happened to the bookings of so many users. */
  const bookings = (count: number) =>
    userIds.slice(0, count).map((userId) => ({
      ...examples['booking.renewed'],
      ...{ ownerId, userId, bookingId: randomUUID() },
    }));

  const insert = async (type: EventName, payloads: object[]): Promise<string[]> => {
    const events = await domain.query<{ id: string }>(
      `INSERT INTO events (type, booking_id, payload)
       SELECT $1, (payload ->> 'bookingId')::uuid, payload FROM jsonb_array_elements($2) AS payload RETURNING id`,
      [type, JSON.stringify(payloads)],
    );
    return events.map(({ id }) => id);
  };

  const told = async (type: EventName, payloads: object[]) => {
    await notify(domain.db, await insert(type, payloads), silentLog);
  };

  /** How many rows each node of the plan has read, those that it dropped included; in a transaction that is undone. */
  async function rowsRead(
    eventIds: string[],
    mode: string,
    afterPlanning?: string,
  ): Promise<Record<string, number>> {
    const events = await readPendingEvents(domain.db, eventIds);
    const values = writeParameters(events.map((event) => composeNotifications(event)));
    const literals = values.map((value) =>
      pg.escapeLiteral(typeof value === 'string' ? value : `{${value.join()}}`),
    );
    let plan: Node | undefined;
    await domain.db
      .transaction(async ({ manager }) => {
        await manager.query(`SET LOCAL plan_cache_mode = ${mode}`);
        await manager.query('SET LOCAL enable_seqscan = off');
        await manager.query(`PREPARE writing AS ${writeAll.text}`);
        if (afterPlanning !== undefined) {
          await manager.query(`EXPLAIN EXECUTE writing (${literals.join()})`);
          await manager.query(afterPlanning);
        }
        const [row] = await manager.query<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(
          `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE writing (${literals.join()})`,
        );
        plan = row?.['QUERY PLAN'][0].Plan;
        await manager.query('DEALLOCATE writing');
        throw new Error('undone');
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'undone') throw error;
      });
    // Rows that carry what is as large as the list of all recipients would not fit into memory.
    expect(plan?.['Temp Written Blocks'], 'blocks written to disk').to.be.below(mostBlocks);
    const read: Record<string, number> = {};
    const walk = (node: Node) => {
      const dropped = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
      const rows = (node['Actual Rows'] + dropped) * node['Actual Loops'];
      const name = node['Node Type'];
      // An index also finds what was undone before; the heap scan above it counts what is alive.
      if (name !== 'Bitmap Index Scan') read[name] = Math.max(read[name] ?? 0, rows);
      for (const child of node.Plans ?? []) walk(child);
    };
    if (!plan) throw new Error('there is no plan');
    walk(plan);
    return read;
  }

  /** What is told, how many rows that makes, and what must have been told before. */
  const kinds: Record<string, () => Promise<{ events: string[]; rows: number }>> = {
    'one event with 2,000 recipients': async () => ({
      events: await insert('broadcast.sent', [broadcast(userIds.slice(0, 2_000))]),
      rows: 2_000,
    }),
    'four events with 500 recipients each': async () => ({
      events: await insert(
        'broadcast.sent',
        [0, 500, 1_000, 1_500].map((from) => broadcast(userIds.slice(from, from + 500))),
      ),
      rows: 2_000,
    }),
    'four events with the same 500 recipients': async () => ({
      events: await insert(
        'broadcast.sent',
        Array.from({ length: 4 }, () => broadcast(userIds.slice(0, 500))),
      ),
      rows: 2_000,
    }),
    '500 events with one recipient each': async () => ({
      events: await insert('booking.expired', bookings(500)),
      rows: 500,
    }),
    '500 events with the same recipient': async () => ({
      events: await insert('slot.released', bookings(500)),
      rows: 500,
    }),
    '500 events that make 2,000 notifications untrue': async () => {
      const all = bookings(500);
      await told(
        'booking.expiring',
        all.map((each) => ({ ...each, leadSeconds: 300 })),
      );
      await told('booking.expired', all);
      await told(
        'booking.renewal-failed',
        all.map((each) => ({ ...each, reason: 'slot_taken', availableUntil: null })),
      );
      await told('slot.released', all);
      return { events: await insert('booking.renewed', all), rows: 2_000 };
    },
    'one event of each kind': async () => ({
      events: [
        ...(await insert('broadcast.sent', [broadcast(userIds.slice(0, 1_500))])),
        ...(await insert('booking.renewed', bookings(100))),
        ...(await insert('slot.released', bookings(100))),
      ],
      rows: 1_700,
    }),
    'one event of an owner who has been told a lot': async () => {
      await domain.query(
        `INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data)
         SELECT $1, -n, gen_random_uuid(), 'payment.awaiting-verification', gen_random_uuid(), 'info', 'T', 'M', '{}'
         FROM generate_series(1, 5000) AS n`,
        [ownerId],
      );
      const payload = {
        ...examples['payment.verified'],
        ownerId,
        userId: userIds[0],
        bookingId: randomUUID(),
      };
      return { events: await insert('payment.verified', [payload]), rows: 20 };
    },
  };

  it('looks up what is outdated by its booking, with a plan that was made while there was nothing yet', async () => {
    await domain.query('ANALYZE');
    const events = await insert('booking.renewed', bookings(3));
    const others = `
      WITH happened AS (
        INSERT INTO events (type, booking_id, payload)
        SELECT 'slot.released', gen_random_uuid(), '{}' FROM generate_series(1, 5000) RETURNING id, booking_id
      )
      INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data)
      SELECT '${ownerId}', row_number() OVER (), id, 'slot.released', booking_id, 'info', '', '', '{}' FROM happened`;
    const read = await rowsRead(events, 'force_generic_plan', others);
    expect(Math.max(...Object.values(read)), JSON.stringify(read)).to.be.below(100);
  });

  for (const [kind, prepare] of Object.entries(kinds)) {
    it(`reads no more than it needs for ${kind}, with and without statistics, in any plan`, async () => {
      const { events, rows } = await prepare();
      for (const statistics of ['', 'ANALYZE']) {
        if (statistics !== '') await domain.query(statistics);
        for (const mode of ['force_generic_plan', 'force_custom_plan']) {
          const read = await rowsRead(events, mode);
          expect(Math.max(...Object.values(read)), `${mode} ${JSON.stringify(read)}`).to.be.most(
            readPerRow * rows,
          );
        }
      }
    });
  }
});
