import { secondsInterval } from '../../platform/postgres/sql.js';

/**
 * What a booking that gets a new deadline is to have, in terms of `asked` (its `id`, `slot_id`, `starts_at`, `ends_at`).
 * Before it nobody was warned of the new deadline; one that is nearer than the lead gets no warning.
 * @param lead a parameter, in seconds.
 */
export const newDeadline = (lead: string) => `
  status = 'active', starts_at = asked.starts_at, ends_at = asked.ends_at,
  warn_at = CASE WHEN asked.ends_at - ${secondsInterval(lead)} > clock_timestamp()
    THEN asked.ends_at - ${secondsInterval(lead)} END,
  warned_at = NULL,
  deadline_version = b.deadline_version + 1`;

/**
 * Whether nobody else has the slot for any of the time that is `asked` for. The exclusion constraint says the same. OFFSET
 * keeps PostgreSQL from making a join of it, which would read all active bookings.
 */
export const isSlotFree = `NOT EXISTS (
  SELECT FROM bookings other
  WHERE other.slot_id = asked.slot_id AND other.id IS DISTINCT FROM asked.id AND other.status = 'active'
    AND tstzrange(other.starts_at, other.ends_at) && tstzrange(asked.starts_at, asked.ends_at)
  OFFSET 0
)`;

/**
 * When somebody else has the slot next, at or after a moment; NULL: never.
 * @param but the id of a booking that does not count.
 */
export const nextTaken = (slotId: string, from: string, but = 'NULL') => `(
  SELECT greatest(other.starts_at, ${from}) FROM bookings other
  WHERE other.slot_id = ${slotId} AND other.status = 'active' AND other.ends_at > ${from}
    AND other.id IS DISTINCT FROM ${but}::uuid
  ORDER BY other.starts_at LIMIT 1
)`;
