import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { bookingFactsColumn, factsTables } from '../bookings/booking-view.js';
import { quietTimeAt } from './quiet-hours.js';

/** How long before the quiet hours. What is told then has time to be read, and an outage that is shorter does no harm. */
export const leadMs = 30 * 60_000;

const batchSize = 1_000;

/** One entry of the index for each choice that somebody has made, however many have made the same. */
const findChoices = statement(
  'find-quiet-hours',
  `WITH RECURSIVE next AS (
     (SELECT timezone, quiet_from, quiet_to FROM preferences
      WHERE quiet_from IS NOT NULL AND NOT quiet_break_through
      ORDER BY timezone, quiet_from, quiet_to LIMIT 1)
     UNION ALL
     SELECT following.* FROM next CROSS JOIN LATERAL (
       SELECT timezone, quiet_from, quiet_to FROM preferences
       WHERE quiet_from IS NOT NULL AND NOT quiet_break_through
         AND (timezone, quiet_from, quiet_to) > (next.timezone, next.quiet_from, next.quiet_to)
       ORDER BY timezone, quiet_from, quiet_to LIMIT 1
     ) AS following
   )
   SELECT timezone, quiet_from AS "from", quiet_to AS "to", clock_timestamp() AS now FROM next`,
);

/**
 * The guard is in the row: of two workers one tells of a deadline, and of a booking that is renewed at this moment it tells by its new
 * deadline, a minute later. One whose warning has gone already needs no other.
 */
const tell = statement(
  'tell-before-quiet-hours',
  `WITH due AS (
     SELECT bookings.id, night.ends_at AS quiet_ends_at
     FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
       AS night (timezone, quiet_from, quiet_to, begins_at, ends_at)
     JOIN preferences USING (timezone, quiet_from, quiet_to)
     JOIN bookings USING (user_id)
     WHERE NOT quiet_break_through AND quiet_from IS NOT NULL
       AND bookings.status = 'active' AND warned_at IS NULL
       AND bookings.ends_at > night.begins_at AND coalesce(warn_at, bookings.ends_at) < night.ends_at
       AND quiet_told_version IS DISTINCT FROM deadline_version
     LIMIT $1
     FOR UPDATE OF bookings SKIP LOCKED
   ),
   told AS (
     UPDATE bookings SET quiet_told_version = deadline_version FROM due
     WHERE bookings.id = due.id RETURNING bookings.*, bookings.ends_at <= quiet_ends_at AS is_within
   ),
   recorded AS (
     INSERT INTO events (type, booking_id, business_id, payload)
     SELECT 'booking.ends-in-quiet-hours', b.id, b.business_id,
            ${bookingFactsColumn} || jsonb_build_object('isWithin', is_within)
     ${factsTables('told')}
     RETURNING id
   )
   SELECT (SELECT count(*) FROM told)::int AS told, (SELECT coalesce(array_agg(id), '{}') FROM recorded) AS "eventIds"`,
);

interface Choice {
  timezone: string;
  from: string;
  to: string;
  now: Date;
}

/**
 * Tells people before their quiet hours of bookings that end, or would be warned of, in them: no warning comes then. Once for each deadline;
 * those who let warnings through are warned in time.
 * @returns how many bookings
 */
export async function tellBeforeQuietHours(db: Database): Promise<number> {
  const nights = (await db.query<Choice & Record<string, unknown>>(findChoices)).flatMap(
    ({ now, ...hours }) => {
      const { beginsAt, endsAt } = quietTimeAt(hours, now);
      const inMs = beginsAt.getTime() - now.getTime();
      return inMs > 0 && inMs <= leadMs ? [{ ...hours, beginsAt, endsAt }] : [];
    },
  );
  if (nights.length === 0) return 0;
  let total = 0;
  for (;;) {
    const [{ told, eventIds } = { told: 0, eventIds: [] }] = await db.query<{
      told: number;
      eventIds: string[];
    }>(tell, [
      batchSize,
      ...(['timezone', 'from', 'to', 'beginsAt', 'endsAt'] as const).map((field) =>
        nights.map((night) => night[field]),
      ),
    ]);
    db.announce(eventIds);
    total += told;
    if (told < batchSize) return total;
  }
}
