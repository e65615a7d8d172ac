import { effectiveStatus } from '../bookings/booking-view.js';
import { isoInstant } from '../../platform/postgres/sql.js';

/** A booking as operators find it: names, and no e-mail address. */
export const foundColumns = `
  b.id, b.vehicle_plate AS "vehiclePlate", l.name AS "lotName", s.code AS "slotCode", ${effectiveStatus} AS status,
  ${isoInstant('b.starts_at')} AS "startsAt", ${isoInstant('b.ends_at')} AS "endsAt", l.timezone,
  b.user_id AS "userId", u.name AS "userName"`;

/** LATERAL with LIMIT 1 forces index look-ups, whatever the planner believes. */
export const foundTables = `
  FROM bookings b
  CROSS JOIN LATERAL (SELECT code FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT name, timezone FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT name FROM users WHERE id = b.user_id LIMIT 1) AS u`;
