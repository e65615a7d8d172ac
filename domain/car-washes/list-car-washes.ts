import type { CarWashesQuery, CarWashStatus, ListedCarWash } from '../../contract/api/car-washes.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { isoInstant } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { shownStatus } from './car-wash-rules.js';

/** `kept` is what an index knows of the status that is asked for. */
const list = (name: string, kept: string) =>
  statement(
    `list-car-washes-${name}`,
    `SELECT w.id, w.booking_id AS "bookingId", ${shownStatus} AS status, b.lot_id AS "lotId", l.name AS "lotName",
            s.code AS "slotCode", b.vehicle_plate AS "vehiclePlate", ${isoInstant('w.created_at')} AS "requestedAt",
            ${isoInstant('w.completed_at')} AS "completedAt"
     FROM car_washes w
     JOIN bookings b ON b.id = w.booking_id
     JOIN slots s ON s.id = b.slot_id
     JOIN lots l ON l.id = b.lot_id
     WHERE w.business_id IN (SELECT id FROM businesses WHERE owner_id = $1) AND w.id < $2
       AND ${kept} AND ($3::text IS NULL OR ${shownStatus} = $3)
     ORDER BY w.id DESC
     LIMIT $4`,
  );

const all = list('all', 'true');
const byStatus: Record<CarWashStatus, ReturnType<typeof list>> = {
  requested: list('requested', `w.status = 'requested'`),
  completed: list('completed', `w.status = 'completed'`),
  cancelled: list('cancelled', `w.status <> 'completed'`),
};

/** The car washes in the caller's lots. */
export async function listCarWashes(
  db: Database,
  caller: Caller,
  { limit, cursor, status }: CarWashesQuery,
): Promise<Page<ListedCarWash>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const values = [caller.userId, before, status ?? null, limit + 1];
  return pageOf(await db.query<ListedCarWash>(status ? byStatus[status] : all, values), limit);
}
