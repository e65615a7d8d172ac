import pg from 'pg';
import { insertDueBookings } from '../../test/harness/due-bookings.js';
import { bulkExpiry } from '../baselines/bulk-expiry.js';
import type { Row, Sample } from '../report/row.js';
import { withFixture, type Fixture } from '../fixture/fixture.js';
import { peakMegabytes } from '../measures/usage.js';

const connected = 200;
const askEveryMs = 20;
const heardWithinMs = 120_000;

interface Size {
  count: number;
  /** Users of the bookings, assigned round-robin. */
  users: number;
  goals: { rowsRatio: number; heardMs: number };
}

const sizes: Size[] = [
  { count: 10_000, users: connected, goals: { rowsRatio: 1.5, heardMs: 2_500 } },
  { count: 10_000, users: 10_000, goals: { rowsRatio: 1.5, heardMs: 2_500 } },
  { count: 100_000, users: connected, goals: { rowsRatio: 2, heardMs: 20_000 } },
];

/** Milliseconds from the deadline until no booking is past its end and still active. */
async function rowsChanged(databaseUrl: string, dueAt: Date): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ left: boolean; ms: number }>(
        `SELECT EXISTS (SELECT FROM bookings WHERE status = 'active' AND ends_at <= $1) AS left,
                extract(epoch FROM clock_timestamp() - $1)::float * 1000 AS ms`,
        [dueAt],
      );
      if (rows[0]?.left === false) return rows[0].ms;
      await client.query('SELECT pg_sleep($1)', [askEveryMs / 1_000]);
    }
  } finally {
    await client.end();
  }
}

interface Expiry {
  rowsMs: number;
  heardMs: number;
  lost: number;
  peak: { api: number; worker: number };
}

async function expireInFixture(fixture: Fixture, count: number, aheadMs: number): Promise<Expiry> {
  const { parkmate, lot, users } = fixture;
  // The owner hears that each slot is free; connected users hear that their bookings have expired.
  const toHear = count + (count / users.length) * connected;
  const heard = new Set<string>();
  let allHeard: () => void = () => undefined;
  await fixture.listen(({ id }) => {
    heard.add(id);
    if (heard.size === toHear) allHeard();
  }, connected);
  const due = await insertDueBookings(parkmate.db, { lot, users, count, inMs: aheadMs });
  await fixture.rest();
  const waitMs = due.at.getTime() - Date.now() + heardWithinMs;
  const hearing = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    allHeard = () => {
      clearTimeout(timer);
      resolve();
    };
  }).then(() => Date.now() - due.at.getTime());
  const [rowsMs, heardMs] = await Promise.all([rowsChanged(parkmate.databaseUrl, due.at), hearing]);
  const peak = (pids: number[]) => Math.max(...pids.map(peakMegabytes));
  return {
    ...{ rowsMs, heardMs, lost: toHear - heard.size },
    peak: {
      api: peak(parkmate.apis.map(({ process }) => process.pid)),
      worker: peak(parkmate.workers.map(({ pid }) => pid)),
    },
  };
}

async function measureSize({ count, users, goals }: Size, say: (what: string) => void): Promise<Sample[]> {
  const baseline = await bulkExpiry(users, count);
  say(
    `${count}: baseline ${Math.round(baseline.statementMs)} ms; writing the bookings takes ${Math.round(baseline.insertMs)} ms`,
  );
  const aheadMs = baseline.insertMs * 1.6 + 5_000;
  const expiry = await withFixture(users, (fixture) => expireInFixture(fixture, count, aheadMs));
  say(`${count}: last row after ${Math.round(expiry.rowsMs)} ms, all heard after ${expiry.heardMs} ms`);
  const thousands = `${count / 1_000},000${users > connected ? ` of ${users / 1_000},000 users` : ''}`;
  return [
    {
      ...{
        name: `${thousands}: last row changed`,
        value: expiry.rowsMs,
        unit: 'ms',
        baseline: baseline.statementMs,
      },
      goal: { ratioAtMost: goals.rowsRatio },
    },
    {
      ...{
        name: `${thousands}: everybody has heard`,
        value: expiry.heardMs,
        unit: 'ms',
        baseline: baseline.statementMs,
      },
      goal: { atMost: goals.heardMs },
    },
    { name: `${thousands}: lost`, value: expiry.lost, unit: '', goal: { always: true, atMost: 0 } },
    { name: `${thousands}: peak memory of api`, value: expiry.peak.api, unit: 'MB', goal: { atMost: 300 } },
    {
      name: `${thousands}: peak memory of worker`,
      value: expiry.peak.worker,
      unit: 'MB',
      goal: { atMost: 300 },
    },
  ];
}

export const expiry: Row = {
  name: 'expiry',
  about: `bookings due in one moment, ${connected} users and the owner connected; baseline: one bulk UPDATE and INSERT`,
  async measure(say) {
    const samples: Sample[] = [];
    for (const size of sizes) samples.push(...(await measureSize(size, say)));
    return samples;
  },
};
