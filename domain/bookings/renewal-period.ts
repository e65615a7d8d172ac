import { thisMoment } from '../../platform/postgres/sql.js';

/**
 * From when on a renewal counts (`extends_from`), and when the booking begins then (`starts_at`): one that is over begins
 * anew. For FROM, beside the booking.
 * @param booking an alias of `bookings`.
 * @param isRunning whether it is not over, in SQL. Who holds the booking and found it running says so by its status alone: its
 * deadline may pass until it is moved, and then no time lies between what was booked before and what is now.
 */
export const renewalPeriod = (booking: string, isRunning: string) => `LATERAL (
  SELECT CASE WHEN ${isRunning} THEN ${booking}.starts_at ELSE greatest(${booking}.ends_at, moment.now) END AS starts_at,
         CASE WHEN ${isRunning} THEN ${booking}.ends_at ELSE greatest(${booking}.ends_at, moment.now) END AS extends_from
  FROM (SELECT ${thisMoment} AS now) AS moment
)`;
