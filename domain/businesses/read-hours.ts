import type { BusinessHour, BusinessHours } from '../../contract/api/businesses.js';
import { isReadableZone, offsetMs } from '../../contract/time-zone.js';
import type { Money } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { notFound } from '../errors.js';
import { BusinessEntity } from './business.entity.js';
import { canSeeBusiness } from './policy.js';

const hourMs = 3_600_000;
const shownHours = 24;

/** By the clocks of most slots: hours of some zones begin at half past those of others. */
const place = statement(
  'place-of-business',
  `SELECT coalesce(sum(slots), 0)::int AS slots, (array_agg(timezone ORDER BY slots DESC, timezone))[1] AS timezone,
          ${isoInstant('statement_timestamp()')} AS "asOf"
   FROM (SELECT timezone, sum(slot_count) AS slots FROM lots WHERE business_id = $1 GROUP BY timezone) AS zones`,
);

const hourOf = (at: string) => `floor(extract(epoch FROM ${at} - $2::timestamptz) / 3600)::int`;

/** Within the hours: an end on either side, since one alone would be estimated to hold a third of all. */
const within = (column: string) => `business_id = $1 AND ${column} > $2 AND ${column} <= $3`;

/**
 * The conditions of `bookings_ended` and `payments_verified`. An equality with the status would serve the indexes of lists too, which
 * hold all that ever ended.
 */
const isCompleted = `status NOT IN ('active', 'cancelled_by_user', 'cancelled_by_admin')`;
const isVerified = `status NOT IN ('pending', 'rejected', 'void', 'refund_due', 'refunded')`;

const stays = statement(
  'stays-by-hour',
  `WITH stays AS (
     SELECT starts_at, ends_at FROM bookings WHERE ${isCompleted} AND ${within('ends_at')}
     UNION ALL
     SELECT starts_at, ends_at FROM bookings WHERE business_id = $1 AND status = 'active' AND starts_at <= $3
   ),
   parts AS (
     SELECT hour, ends_at <= $3 AND hour = ${hourOf('ends_at')} AS ends,
            least(ends_at, $3::timestamptz, $2::timestamptz + (hour + 1) * interval '1 hour')
              - greatest(starts_at, $2::timestamptz + hour * interval '1 hour') AS taken
     FROM stays CROSS JOIN LATERAL generate_series(
       greatest(${hourOf('starts_at')}, 0), ${hourOf('least(ends_at, $3::timestamptz)')}
     ) AS hour
   )
   SELECT hour, extract(epoch FROM sum(taken))::float8 AS seconds, (count(*) FILTER (WHERE ends))::int AS ended
   FROM parts GROUP BY hour`,
);

const revenue = statement(
  'revenue-by-hour',
  `SELECT ${hourOf('verified_at')} AS hour, currency, sum(amount)::bigint AS amount
   FROM payments WHERE ${isVerified} AND ${within('verified_at')} GROUP BY 1, 2 ORDER BY 2`,
);

interface Stay {
  hour: number;
  seconds: number;
  ended: number;
}

/**
 * The last 24 hours of a business, the current one included, by the clocks of its lots. The cost depends on what ended and was
 * verified within these hours.
 * @throws DomainError `not_found` when the business is not the caller's; admins see all.
 */
export async function readHours(db: Database, caller: Caller, businessId: string): Promise<BusinessHours> {
  const business = await db.manager.findOneBy(BusinessEntity, { id: businessId });
  if (!business || !canSeeBusiness(caller, business)) throw notFound('business');
  const [found] = await db.query<{ slots: number; timezone: string | null; asOf: string }>(place, [
    businessId,
  ]);
  if (!found) throw new Error('reading the place of a business returned no row');
  const timezone = found.timezone !== null && isReadableZone(found.timezone) ? found.timezone : 'UTC';
  const { slots, asOf } = found;
  const nowMs = Date.parse(asOf);
  const firstMs = startOfHour(nowMs, timezone) - (shownHours - 1) * hourMs;
  const values = [businessId, new Date(firstMs).toISOString(), asOf];
  const stayed = await db.query<Stay>(stays, values);
  const earned = await db.query<Money & { hour: number }>(revenue, values);
  const hours = Array.from({ length: shownHours }, (_, hour): BusinessHour => {
    const startsMs = firstMs + hour * hourMs;
    const elapsedMs = Math.min(nowMs - startsMs, hourMs);
    const stay = stayed.find((each) => each.hour === hour);
    return {
      startsAt: new Date(startsMs).toISOString(),
      occupied: elapsedMs > 0 ? Math.round(((stay?.seconds ?? 0) * 100_000) / elapsedMs) / 100 : 0,
      ended: stay?.ended ?? 0,
      revenue: earned
        .filter((each) => each.hour === hour)
        .map(({ amount, currency }) => ({ amount, currency })),
    };
  });
  return { timezone, slots, asOf, hours };
}

function startOfHour(atMs: number, timezone: string): number {
  const offset = offsetMs(new Date(atMs), timezone);
  return Math.floor((atMs + offset) / hourMs) * hourMs - offset;
}
