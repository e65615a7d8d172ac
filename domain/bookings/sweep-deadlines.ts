import type { Database } from '../../platform/postgres/database.js';
import { expireDueBookings } from './expire-bookings.js';
import { warnDueBookings } from './warn-bookings.js';

/**
 * The first batch is small: PostgreSQL plans for as many rows as are asked for, and would rather read a whole table than
 * look up a thousand rows of it, even where ten are due.
 */
const firstBatch = 50;
const batchSize = 1_000;

/** So many batches run side by side when much is due; each skips the rows that another one holds. */
const lanes = 2;

/** Nobody waits longer than this for the news of what has been changed; after two seconds the relay would tell it. */
const tellWithinMs = 1_500;

interface Batch {
  bookings: number;
  eventIds: string[];
}

/**
 * Ends every booking whose deadline has passed and warns of those that come near, in batches, until nothing is left.
 * People are told when all rows are changed: telling costs twice as much as changing, and would hold it up. Those of a
 * first batch that is full are told at once.
 * @returns how many bookings were ended and warned.
 */
export async function sweepDeadlines(db: Database): Promise<{ expired: number; warned: number }> {
  return {
    expired: await inBatches(db, expireDueBookings),
    warned: await inBatches(db, warnDueBookings),
  };
}

async function inBatches(
  db: Database,
  takeBatch: (db: Database, limit: number) => Promise<Batch>,
): Promise<number> {
  let total = 0;
  let pending: string[] = [];
  let toldAt = performance.now();
  const tell = () => {
    const eventIds = pending;
    pending = [];
    toldAt = performance.now();
    db.announce(eventIds);
  };
  /** @returns whether there may be more. */
  const take = async (limit: number): Promise<boolean> => {
    const { bookings, eventIds } = await takeBatch(db, limit);
    total += bookings;
    pending = pending.concat(eventIds);
    if (performance.now() - toldAt > tellWithinMs) tell();
    return bookings === limit;
  };
  let failed = false;
  const lane = async () => {
    try {
      while (!failed && (await take(batchSize)));
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  try {
    if (await take(firstBatch)) {
      // By itself, so that the jobs of the batches to come are filled with events of one type.
      tell();
      // The other lane finishes its batch before an error ends the sweep, or nobody would hear of that batch soon.
      const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    }
  } finally {
    tell();
  }
  return total;
}
