import type { DashboardStats } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import { holdsNow } from './lot-view.js';

/** Corrections of the counters by rows near now: few, however many bookings exist. */
interface Scope {
  businesses: string;
  /** The scope of `counters` rows. */
  counted: string;
  /** The condition of lots, bookings and deltas. */
  mine: string;
}

/**
 * Counters plus deltas that are not folded yet, in one snapshot, so that nothing is missed or counted twice. What depends on time alone
 * is corrected from rows: bookings past their deadline but not swept are not active, future ones occupy no slot. Retired slots do not
 * count as slots, so bookings that still hold them take none.
 */
const stats = (name: string, { businesses, counted, mine }: Scope) =>
  statement(
    name,
    `WITH mine AS (SELECT id FROM businesses WHERE ${businesses}),
    my_lots AS (
      SELECT count(*) AS count, coalesce(sum(slot_count), 0) AS slots FROM lots WHERE ${mine}
    ),
    unlet AS (
      SELECT count(*) AS count FROM lots JOIN slots ON slots.lot_id = lots.id ${holdsNow('slots.id')}
      WHERE slots.retired_at IS NOT NULL AND ${mine}
    ),
    counts AS MATERIALIZED (
      SELECT counter, currency, sum(amount)::bigint AS amount FROM (
        SELECT counter, currency, amount FROM counters
        WHERE ${counted} AND counts_until > statement_timestamp()
        UNION ALL
        SELECT counter, currency, amount FROM counter_deltas
        WHERE ${mine} AND counts_until > statement_timestamp()
      ) AS each
      GROUP BY counter, currency
    ),
    overdue AS (
      SELECT count(*) AS count FROM bookings
      WHERE status = 'active' AND ends_at <= statement_timestamp() AND ${mine}
    ),
    soon AS (
      SELECT count(*) AS count FROM bookings
      WHERE status = 'active' AND starts_at > statement_timestamp() AND ${mine}
        AND starts_at < date_trunc('hour', statement_timestamp(), 'UTC') + interval '1 hour'
    ),
    of AS (
      SELECT coalesce(sum(amount) FILTER (WHERE counter = 'active'), 0) - (SELECT count FROM overdue) AS active,
             coalesce(sum(amount) FILTER (WHERE counter = 'ahead'), 0) + (SELECT count FROM soon) AS ahead,
             coalesce(sum(amount) FILTER (WHERE counter = 'pending'), 0) AS pending,
             coalesce(sum(amount) FILTER (WHERE counter = 'completed'), 0) AS completed
      FROM counts
    )
    SELECT jsonb_build_object(
             'businesses', (SELECT count(*) FROM mine),
             'lots', my_lots.count,
             'slots', my_lots.slots,
             'freeSlots', my_lots.slots - (of.active - of.ahead) + (SELECT count FROM unlet),
             'activeBookings', of.active,
             'pendingPayments', of.pending,
             'completedToday', of.completed,
             'revenueToday', coalesce((
               SELECT jsonb_agg(jsonb_build_object('amount', amount, 'currency', currency) ORDER BY currency)
               FROM counts WHERE counter = 'revenue' AND amount <> 0), '[]')
           ) AS stats,
           ${isoInstant('clock_timestamp()')} AS "asOf"
    FROM my_lots, of`,
  );

const ofOwner = stats('stats-of-owner', {
  businesses: 'owner_id = $1',
  counted: 'business_id IN (SELECT id FROM mine)',
  mine: 'business_id IN (SELECT id FROM mine)',
});
const ofAll = stats('stats-of-all', {
  businesses: '$1::uuid IS NULL',
  counted: `business_id = '00000000-0000-0000-0000-000000000000'`,
  mine: 'true',
});

/** In place of an owner's id: all businesses. */
export const everybodysNumbers = 'everybody';

/**
 * Current numbers of an owner's businesses, or of all. The cost depends on the number of lots, not of bookings and payments.
 */
export async function readStats(
  db: Database,
  ownerId: string,
): Promise<{ stats: DashboardStats; asOf: string }> {
  const everybody = ownerId === everybodysNumbers;
  const [row] = await db.query<{ stats: DashboardStats; asOf: string }>(everybody ? ofAll : ofOwner, [
    everybody ? null : ownerId,
  ]);
  if (!row) throw new Error('reading the numbers of a business returned no row');
  return row;
}
