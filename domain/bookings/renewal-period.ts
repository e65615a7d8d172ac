import { thisMoment } from '../../platform/sql.js';

/**
 * From when on a renewal counts (`extends_from`), and when the booking begins then (`starts_at`): one that is over
 * begins anew. For FROM, beside the booking. @param booking an alias of `bookings`.
 */
export const renewalPeriod = (booking: string) => `LATERAL (
  SELECT CASE ${booking}.status WHEN 'active' THEN ${booking}.starts_at ELSE greatest(${booking}.ends_at, moment.now) END
           AS starts_at,
         greatest(${booking}.ends_at, moment.now) AS extends_from
  FROM (SELECT ${thisMoment} AS now) AS moment
)`;
