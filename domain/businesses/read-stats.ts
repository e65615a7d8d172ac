import type { DashboardStats } from '../../contract/sockets.js';
import type { Database } from '../../platform/database.js';
import { isoInstant } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';

const stats = (name: string, scope: string) =>
  statement(
    name,
    `WITH mine AS (SELECT id FROM businesses WHERE ${scope}),
    my_lots AS (SELECT id FROM lots WHERE business_id IN (SELECT id FROM mine)),
    my_slots AS (SELECT count(*) AS count FROM slots WHERE lot_id IN (SELECT id FROM my_lots)),
    active AS (
      SELECT count(*) AS count,
             count(DISTINCT slot_id) FILTER (WHERE starts_at <= statement_timestamp()) AS held
      FROM bookings
      WHERE status = 'active' AND ends_at > statement_timestamp() AND lot_id IN (SELECT id FROM my_lots)
    ),
    ended AS (
      SELECT count(*) AS count FROM bookings
      WHERE business_id IN (SELECT id FROM mine) AND status = 'completed'
        AND ends_at > statement_timestamp() - interval '24 hours'
    ),
    pending AS (
      SELECT count(*) AS count FROM payments
      WHERE business_id IN (SELECT id FROM mine) AND status = 'pending'
    ),
    revenue AS (
      SELECT currency, sum(amount) AS amount FROM payments
      WHERE business_id IN (SELECT id FROM mine) AND status = 'verified'
        AND verified_at > statement_timestamp() - interval '24 hours'
      GROUP BY currency
    )
    SELECT jsonb_build_object(
             'businesses', (SELECT count(*) FROM mine),
             'lots', (SELECT count(*) FROM my_lots),
             'slots', my_slots.count,
             'freeSlots', my_slots.count - active.held,
             'activeBookings', active.count,
             'pendingPayments', pending.count,
             'completedToday', ended.count,
             'revenueToday', coalesce((
               SELECT jsonb_agg(jsonb_build_object('amount', amount, 'currency', currency) ORDER BY currency)
               FROM revenue), '[]')
           ) AS stats,
           ${isoInstant('clock_timestamp()')} AS "asOf"
    FROM my_slots, active, ended, pending`,
  );

const ofOwner = stats('stats-of-owner', 'owner_id = $1');
const ofAll = stats('stats-of-all', '$1::uuid IS NULL');

/** In place of an owner: all businesses together. */
export const everybodysNumbers = 'everybody';

/** The numbers of one owner's businesses at this moment, or of all businesses together. */
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
