import type { RetryEventsBody } from '../../contract/api/operations.js';

/** Which dead letters: those that match all that is given. */
export type DeadEventFilter = Pick<RetryEventsBody, 'event' | 'error' | 'bookingId'>;

/**
 * The dead letters that match $1 to $3. Those of a booking are found by the index on its events; without a booking, by the
 * index on dead letters alone.
 */
export const deadEvents = (ofBooking: boolean) => `
  outbox JOIN events ON events.id = outbox.event_id
  WHERE dead_at IS NOT NULL
    AND ($1::text IS NULL OR events.type = $1)
    AND ($2::text IS NULL OR strpos(lower(last_error), lower($2)) > 0)
    AND ${
      ofBooking
        ? 'event_id = ANY (ARRAY(SELECT id FROM events WHERE booking_id = $3::uuid))'
        : '$3::uuid IS NULL'
    }`;

/** $1 to $3. */
export const filterValues = ({ event, error, bookingId }: DeadEventFilter) => [
  event ?? null,
  error ?? null,
  bookingId ?? null,
];
