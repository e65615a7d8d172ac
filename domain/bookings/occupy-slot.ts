import { secondsInterval } from '../../platform/postgres/sql.js';

/**
 * SET clause for a new deadline, in terms of `asked` (`id`, `slot_id`, `starts_at`, `ends_at`). Resets the warning; a deadline nearer
 * than the lead gets none.
 * @param lead a parameter, in seconds.
 */
export const newDeadline = (lead: string) => `
  status = 'active', starts_at = asked.starts_at, ends_at = asked.ends_at,
  warn_at = CASE WHEN asked.ends_at - ${secondsInterval(lead)} > clock_timestamp()
    THEN asked.ends_at - ${secondsInterval(lead)} END,
  warned_at = NULL,
  deadline_version = b.deadline_version + 1`;

/**
 * Whether the slot is free for the time in `asked`, as the exclusion constraint demands. OFFSET 0 prevents the planner from flattening
 * the subquery into a join that would scan all active bookings.
 */
export const isSlotFree = `NOT EXISTS (
  SELECT FROM bookings other
  WHERE other.slot_id = asked.slot_id AND other.id IS DISTINCT FROM asked.id AND other.status = 'active'
    AND tstzrange(other.starts_at, other.ends_at) && tstzrange(asked.starts_at, asked.ends_at)
  OFFSET 0
)`;

/**
 * The start of the next booking of the slot at or after a moment; NULL without one.
 * @param but the id of a booking to ignore.
 */
export const nextTaken = (slotId: string, from: string, but = 'NULL') => `(
  SELECT greatest(other.starts_at, ${from}) FROM bookings other
  WHERE other.slot_id = ${slotId} AND other.status = 'active' AND other.ends_at > ${from}
    AND other.id IS DISTINCT FROM ${but}::uuid
  ORDER BY other.starts_at LIMIT 1
)`;
