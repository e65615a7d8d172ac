import type { Database } from '../../platform/database.js';
import { expireDueBookings } from './expire-bookings.js';
import { warnDueBookings } from './warn-bookings.js';

const batchSize = 1_000;

/**
 * Ends every booking whose deadline has passed and warns of those that come near, in batches, until a batch is short.
 * @returns how many bookings were ended and warned.
 */
export async function sweepDeadlines(db: Database): Promise<{ expired: number; warned: number }> {
  return {
    expired: await inBatches(() => expireDueBookings(db, batchSize)),
    warned: await inBatches(() => warnDueBookings(db, batchSize)),
  };
}

async function inBatches(batch: () => Promise<{ bookings: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { bookings } = await batch();
    total += bookings;
    if (bookings < batchSize) return total;
  }
}
