import type { Payment } from '../../contract/api/payments.js';
import { isoInstant, thisMoment } from '../../platform/postgres/sql.js';
import { isOpen } from '../businesses/open-lots.js';
import type { BookingEntity } from './booking.entity.js';

/** A booking with all data for presentation and decisions. */
export interface BookingRecord extends Omit<
  BookingEntity,
  'warnAt' | 'warnedAt' | 'quietToldVersion' | 'createdAt' | 'openWashId'
> {
  lotName: string;
  timezone: string;
  slotCode: string;
  ownerId: string;
  /** The newest of `payments`. */
  payment: Payment;
  /** One per period, oldest first. */
  payments: Payment[];
  /** Total duration of all periods. */
  bookedSeconds: number;
  isLotOpen: boolean;
  isSlotRetired: boolean;
  /** Maximum unpaid bookings per user in the lot; null: unlimited. */
  unpaidPerUser: number | null;
  serverTime: Date;
}

/** `BookingFacts` of an event, as JSON. Aliases as in `bookingView`. */
export const bookingFactsColumn = `
  jsonb_build_object(
    'bookingId', b.id, 'userId', b.user_id, 'ownerId', o.owner_id, 'businessId', b.business_id,
    'lotId', b.lot_id, 'lotName', l.name, 'slotId', b.slot_id, 'slotCode', s.code, 'timezone', l.timezone,
    'vehiclePlate', b.vehicle_plate,
    'startsAt', ${isoInstant('b.starts_at')}, 'endsAt', ${isoInstant('b.ends_at')},
    'deadlineVersion', b.deadline_version
  )`;

/**
 * Joins for `bookingFactsColumn` of a batch of changed bookings. LATERAL with LIMIT 1 forces index look-ups: with the row estimate of a
 * full batch the planner would scan all lots and businesses, even for ten rows.
 * @param bookings the CTE that returned the changed rows.
 */
export const factsTables = (bookings: string) => `
  FROM ${bookings} b
  CROSS JOIN LATERAL (SELECT code FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT name, timezone FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT owner_id FROM businesses WHERE id = b.business_id LIMIT 1) AS o`;

export const paymentFactsColumn = `
  jsonb_build_object('paymentId', p.id, 'method', p.method, 'amount', p.amount, 'currency', p.currency)`;

/** Between its deadline and the sweep, an active booking reads as completed. */
export const effectiveStatus = `
  CASE WHEN b.status = 'active' AND b.ends_at <= clock_timestamp() THEN 'completed' ELSE b.status END`;

/** Whether a row of `bookings` is active and before its deadline, evaluated after a lock wait (clock_timestamp). */
export const isStillActive = `bookings.status = 'active' AND bookings.ends_at > clock_timestamp()`;

const columns = `
  b.id, b.lot_id AS "lotId", l.name AS "lotName", l.timezone, b.slot_id AS "slotId", s.code AS "slotCode",
  b.user_id AS "userId", o.owner_id AS "ownerId", b.business_id AS "businessId",
  b.vehicle_plate AS "vehiclePlate", ${effectiveStatus} AS status,
  b.starts_at AS "startsAt", b.ends_at AS "endsAt", b.deadline_version AS "deadlineVersion",
  b.decline_reason AS "declineReason",
  paid.payments -> -1 AS payment, paid.payments, paid.seconds AS "bookedSeconds",
  ${isOpen('l')} AS "isLotOpen", s.retired_at IS NOT NULL AS "isSlotRetired", l.unpaid_bookings_per_user AS "unpaidPerUser", ${thisMoment} AS "serverTime"`;

const paymentJson = `
  jsonb_build_object(
    'id', p.id, 'bookingId', p.booking_id, 'method', p.method, 'amount', p.amount, 'currency', p.currency,
    'status', p.status, 'periodStartsAt', ${isoInstant('p.period_starts_at')},
    'periodEndsAt', ${isoInstant('p.period_ends_at')},
    'verifiedBy', p.verified_by, 'verifiedAt', ${isoInstant('p.verified_at')},
    'rejectReason', p.reject_reason
  )`;

const paymentsOf = (payments: string) => `
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(${paymentJson} ORDER BY p.period_starts_at) AS payments, sum(p.paid_seconds)::int AS seconds
    FROM ${payments} p WHERE p.booking_id = b.id
  ) AS paid`;

/** Selects booking records, to be followed by a WHERE. */
export const bookingView = `
  SELECT ${columns}
  FROM bookings b
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id
  ${paymentsOf('payments')}`;

/** Joins to present a few bookings; `bookings` and `payments` may be CTEs of a change. See `factsTables`. */
const tables = (bookings: string, payments: string) => `
  FROM ${bookings} b
  CROSS JOIN LATERAL (SELECT code, retired_at FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT * FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT owner_id FROM businesses WHERE id = b.business_id LIMIT 1) AS o
  ${paymentsOf(payments)}`;

/** Selects booking records of a few rows of `bookings`. */
export const shownBookings = (bookings: string) => `SELECT ${columns} ${tables(bookings, 'payments')}`;

/**
 * The `changed` CTE of a change statement: changed bookings with their facts.
 * @param bookings the CTE that returned the changed rows.
 * @param more additional columns of `b`, each followed by a comma.
 */
export const changedBookings = (bookings: string, payments = 'payments', more = '') =>
  `SELECT ${more} ${columns}, ${bookingFactsColumn} AS facts ${tables(bookings, payments)}`;

/** The same, with the booking's only payment in the facts. */
export const changedFirstPayment = (bookings: string, payments: string, more = '') =>
  `SELECT ${more} ${columns}, ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
   ${tables(bookings, payments)} JOIN ${payments} p ON p.booking_id = b.id`;

/** Facts of a booking with those of its payments. */
export const paymentFacts = (payments: string) => `
  SELECT ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
  FROM ${payments} p
  JOIN bookings b ON b.id = p.booking_id
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id`;

/** The `changed` CTE of a statement that only records an event of the booking $2. */
export const factsOfBooking = `
  SELECT ${bookingFactsColumn} AS facts
  FROM bookings b
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id
  WHERE b.id = $2`;
