import { readFileSync } from 'node:fs';
import pg from 'pg';
import { nextDeadline } from '../domain/bookings/next-deadline.js';
import { sweepDeadlines } from '../domain/bookings/sweep-deadlines.js';
import { entities } from '../domain/entities.js';
import { Database } from '../platform/database.js';
import { freshDatabase, type TestDatabase } from '../test/database.js';
import { silentLog } from '../test/domain.js';
import { insertActiveBookings, makeDue } from './active-bookings.js';

/** As the worker's job looks ahead. */
const lookAheadSeconds = 1.2;

/** What one sweep took: of the clock, and of the processors on both ends of the connection. */
export interface Cost {
  ms: number;
  cpuMs: number;
}

/** A database of its own that is swept as a worker sweeps it, without the queue that asks a worker to. */
export class SweptDatabase {
  private active = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly db: Database,
    /** For what is not swept, so that it runs elsewhere. */
    private readonly hand: pg.Client,
  ) {}

  static async open(): Promise<SweptDatabase> {
    const database = await freshDatabase();
    const hand = new pg.Client({ connectionString: database.url });
    await hand.connect();
    // One connection, since its process is the one that is watched.
    const settings = { applicationName: 'parkmate-bench', poolSize: 1, entities, log: silentLog };
    const db = await Database.connect({ url: database.url, ...settings });
    return new SweptDatabase(database, db, hand);
  }

  /** Adds active bookings until there are so many. */
  async growTo(count: number): Promise<void> {
    await insertActiveBookings(this.hand, count - this.active);
    this.active = count;
  }

  /** Makes so many due, and sweeps. @throws unless the sweep has found exactly these. */
  async sweep(due: number): Promise<Cost> {
    await makeDue(this.hand, due, this.active);
    // A connection that was idle for a while has been replaced.
    const [backend] = await this.db.manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    const pid = backend?.pid ?? 0;
    const cpuBefore = cpuMs(pid);
    const startedAt = performance.now();
    const { expired, warned } = await sweepDeadlines(this.db);
    const deadline = await nextDeadline(this.db, lookAheadSeconds);
    const cost = { ms: performance.now() - startedAt, cpuMs: cpuMs(pid) - cpuBefore };
    if (expired !== due || warned > 0 || deadline)
      throw new Error(`a sweep has ended ${expired} bookings and warned ${warned}, and not ${due} and 0`);
    this.active -= due;
    return cost;
  }

  async close(): Promise<void> {
    await this.hand.end();
    await this.db.close();
    await this.database.drop();
  }
}

/** Of this process and of one of PostgreSQL's. The scheduler counts in nanoseconds, /proc/<pid>/stat in ticks of 10 ms. */
function cpuMs(backendPid: number): number {
  const [ns] = readFileSync(`/proc/${backendPid}/schedstat`, 'utf8').split(' ');
  const { user, system } = process.cpuUsage();
  return Number(ns) / 1e6 + (user + system) / 1e3;
}
