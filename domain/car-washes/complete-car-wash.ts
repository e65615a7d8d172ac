import type { CarWash } from '../../contract/api/car-washes.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { bookingFactsColumn } from '../bookings/booking-view.js';
import { canCompleteCarWash } from '../bookings/policy.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { mayBeWashed, washCancelled } from './car-wash-rules.js';

const byId = statement(
  'find-car-wash',
  `SELECT w.id, w.booking_id AS "bookingId", w.status, b.user_id AS "userId", o.owner_id AS "ownerId"
   FROM car_washes w
   JOIN bookings b ON b.id = w.booking_id
   JOIN businesses o ON o.id = b.business_id
   WHERE w.id = $1`,
);

const complete = changeStatement(
  'complete-car-wash',
  `completed AS (
    UPDATE car_washes w SET status = 'completed', completed_at = clock_timestamp()
    FROM bookings b
    WHERE w.id = $2 AND w.status = 'requested' AND b.id = w.booking_id AND ${mayBeWashed}
    RETURNING w.*
  ),
  changed AS (
    SELECT w.id, w.booking_id AS "bookingId", w.status,
           ${bookingFactsColumn} || jsonb_build_object('carWashId', w.id) AS facts
    FROM completed w
    JOIN bookings b ON b.id = w.booking_id
    JOIN slots s ON s.id = b.slot_id
    JOIN lots l ON l.id = b.lot_id
    JOIN businesses o ON o.id = b.business_id
  )`,
);

interface FoundCarWash extends CarWash {
  userId: string;
  ownerId: string;
}

/**
 * Completes a car wash. Idempotent.
 * @throws DomainError `not_found` if it is not in the caller's lot, `not_active` if its booking was cancelled or declined.
 */
export async function completeCarWash(db: Database, caller: Caller, carWashId: string): Promise<CarWash> {
  const [wash] = await db.query<FoundCarWash>(byId, [carWashId]);
  if (!wash || !canCompleteCarWash(caller, wash)) throw notFound('car wash');
  const events = [recordEvent('car-wash.completed', caller.userId)];
  const completed = await recordChange<CarWash>(db, complete, [carWashId], events);
  if (completed) return completed;
  const [now] = await db.query<FoundCarWash>(byId, [carWashId]);
  if (now?.status !== 'completed') throw washCancelled();
  return { id: wash.id, bookingId: wash.bookingId, status: 'completed' };
}
