import type { DashboardStats } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';

/** What has not been counted yet, or no longer: few, however many bookings there are. */
interface Scope {
  businesses: string;
  /** Whose rows of `counters` are read. */
  counted: string;
  /** Which lots, bookings and deltas are theirs. */
  mine: string;
}

/**
 * Counters are folded by the worker; the deltas since then are added here. Both come from one snapshot, so that nothing is
 * missing or there twice. What only time changes is corrected by the rows themselves: bookings that are over for a sweep
 * that is yet to come are not active, and those that have not begun hold no slot.
 */
const stats = (name: string, { businesses, counted, mine }: Scope) =>
  statement(
    name,
    `WITH mine AS (SELECT id FROM businesses WHERE ${businesses}),
    my_lots AS (
      SELECT count(*) AS count, coalesce(sum(slot_count), 0) AS slots FROM lots WHERE ${mine}
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
             'freeSlots', my_lots.slots - (of.active - of.ahead),
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

/** In place of an owner: all businesses together. */
export const everybodysNumbers = 'everybody';

/**
 * The numbers of one owner's businesses at this moment, or of all businesses together. It costs as much as there are lots,
 * and not as there are bookings and payments.
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
