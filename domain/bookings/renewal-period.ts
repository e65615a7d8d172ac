import { thisMoment } from '../../platform/postgres/sql.js';

/**
 * A LATERAL subquery with the start of the renewed period (`extends_from`) and of the booking (`starts_at`): a completed booking starts
 * anew.
 * @param booking an alias of `bookings`.
 * @param isRunning an SQL condition. While the booking is locked and was read as running, its status alone decides: the deadline may
 * pass before it is moved, and no gap may arise between the two periods.
 */
export const renewalPeriod = (booking: string, isRunning: string) => `LATERAL (
  SELECT CASE WHEN ${isRunning} THEN ${booking}.starts_at ELSE greatest(${booking}.ends_at, moment.now) END AS starts_at,
         CASE WHEN ${isRunning} THEN ${booking}.ends_at ELSE greatest(${booking}.ends_at, moment.now) END AS extends_from
  FROM (SELECT ${thisMoment} AS now) AS moment
)`;
