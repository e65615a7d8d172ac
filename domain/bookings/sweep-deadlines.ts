import type { Histogram } from 'prom-client';
import type { Database } from '../../platform/postgres/database.js';
import { expiryLateness, warningLateness } from './deadline-metrics.js';
import { expireDueBookings } from './expire-bookings.js';
import { warnDueBookings } from './warn-bookings.js';

/**
 * A small first batch: the planner uses the LIMIT as its row estimate, and would choose sequential scans for a thousand rows even if ten
 * are due.
 */
const firstBatch = 50;
const batchSize = 1_000;

/** Concurrent batches when much is due; SKIP LOCKED keeps them apart. */
const lanes = 2;

/** Maximum delay before changed bookings are announced; after two seconds the relay would pick them up. */
const announceWithinMs = 1_500;

interface Batch {
  bookings: number;
  lateSeconds: number[];
  eventIds: string[];
}

/**
 * Completes every due booking and warns of upcoming deadlines, in batches, until nothing is left. Events are announced when all rows are
 * changed, since notifying costs twice as much and would slow the sweep down; those of a full first batch at once.
 * @returns the numbers of completed and warned bookings.
 */
export async function sweepDeadlines(db: Database): Promise<{ expired: number; warned: number }> {
  return {
    expired: await inBatches(db, expireDueBookings, expiryLateness),
    warned: await inBatches(db, warnDueBookings, warningLateness),
  };
}

async function inBatches(
  db: Database,
  takeBatch: (db: Database, limit: number) => Promise<Batch>,
  lateness: Histogram,
): Promise<number> {
  let total = 0;
  let pending: string[] = [];
  let announcedAt = performance.now();
  const announce = () => {
    const eventIds = pending;
    pending = [];
    announcedAt = performance.now();
    db.announce(eventIds);
  };
  /** @returns whether there may be more. */
  const take = async (limit: number): Promise<boolean> => {
    const { bookings, lateSeconds, eventIds } = await takeBatch(db, limit);
    total += bookings;
    for (const seconds of lateSeconds) lateness.observe(seconds);
    pending = pending.concat(eventIds);
    if (performance.now() - announcedAt > announceWithinMs) announce();
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
      // Announced separately, so that later jobs contain events of one type only.
      announce();
      // Let the other lane finish and announce its batch before an error ends the sweep.
      const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    }
  } finally {
    announce();
  }
  return total;
}
