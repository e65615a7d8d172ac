import {
  carWashStatus,
  type CarWashesQuery,
  type CarWashStatus,
  type ListedCarWash,
} from '../../contract/api/car-washes.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { pageByStatus } from '../lists/page-by-status.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { isBookingOver, shownStatus } from './car-wash-rules.js';

const mine = 'SELECT id FROM businesses WHERE owner_id = $1';

/** By the stored statuses in $3 and a further condition. */
const kept = (condition: string) =>
  pageByStatus('car_washes', { column: 'business_id', values: mine }, { condition });

/** As `pageByStatus`. Read from active bookings' `open_wash_id`: there are at most as many as slots. */
const open = `
  SELECT found.id FROM (${mine} OFFSET 0) AS mine (id)
  CROSS JOIN LATERAL (
    SELECT b.open_wash_id AS id FROM bookings b
    WHERE (b.business_id, b.open_wash_id) < (mine.id, $2::uuid) AND b.business_id >= mine.id
      AND b.status = 'active' AND b.open_wash_id IS NOT NULL AND NOT ${isBookingOver('b')}
    ORDER BY b.business_id DESC, b.open_wash_id DESC LIMIT $4
  ) AS found
  WHERE $3::text[] IS NOT NULL
  ORDER BY id DESC LIMIT $4`;

const list = (name: string, page: string) =>
  statement(
    `list-car-washes-${name}`,
    `WITH page AS (${page})
     SELECT w.id, w.booking_id AS "bookingId", ${shownStatus} AS status, b.lot_id AS "lotId", l.name AS "lotName",
            s.code AS "slotCode", b.vehicle_plate AS "vehiclePlate", ${isoInstant('w.created_at')} AS "requestedAt",
            ${isoInstant('w.completed_at')} AS "completedAt"
     FROM car_washes w
     JOIN bookings b ON b.id = w.booking_id
     JOIN slots s ON s.id = b.slot_id
     JOIN lots l ON l.id = b.lot_id
     WHERE w.id = ANY (ARRAY(SELECT id FROM page))
     ORDER BY w.id DESC`,
  );

const all = list('all', kept('true'));
const byStatus: Record<CarWashStatus, ReturnType<typeof list>> = {
  requested: list('requested', open),
  completed: list('completed', kept('true')),
  cancelled: list(
    'cancelled',
    kept(`(car_washes.status = 'cancelled'
      OR EXISTS (SELECT FROM bookings b WHERE b.id = car_washes.booking_id AND ${isBookingOver('b')}))`),
  ),
};

/** The stored statuses behind a presented one: see `shownStatus`. */
const keptAs = (status: CarWashStatus): CarWashStatus[] =>
  status === 'cancelled' ? ['requested', 'cancelled'] : [status];

/** Lists the car washes of the caller's lots. */
export async function listCarWashes(
  db: Database,
  caller: Caller,
  { limit, cursor, status }: CarWashesQuery,
): Promise<Page<ListedCarWash>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const wanted = status ? keptAs(status) : carWashStatus.options;
  const values = [caller.userId, before, wanted, limit + 1];
  return pageOf(await db.query<ListedCarWash>(status ? byStatus[status] : all, values), limit);
}
