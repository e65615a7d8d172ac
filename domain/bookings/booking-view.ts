import type { Payment } from '../../contract/api/payments.js';
import { isoInstant, thisMoment } from '../../platform/postgres/sql.js';
import { isOpen } from '../businesses/open-lots.js';
import type { BookingEntity } from './booking.entity.js';

/** A booking with everything that is shown of it and decided by. */
export interface BookingRecord extends Omit<
  BookingEntity,
  'warnAt' | 'warnedAt' | 'createdAt' | 'openWashId'
> {
  lotName: string;
  timezone: string;
  slotCode: string;
  ownerId: string;
  /** The newest of `payments`. */
  payment: Payment;
  /** One for each period, oldest first. */
  payments: Payment[];
  /** What all its periods come to. */
  bookedSeconds: number;
  isLotOpen: boolean;
  /** How many unpaid bookings one user may hold in the lot; null: any number. */
  unpaidPerUser: number | null;
  serverTime: Date;
}

/** What events say of a booking: `BookingFacts` of the contract. Aliases as in `bookingView`. */
export const bookingFactsColumn = `
  jsonb_build_object(
    'bookingId', b.id, 'userId', b.user_id, 'ownerId', o.owner_id, 'businessId', b.business_id,
    'lotId', b.lot_id, 'lotName', l.name, 'slotId', b.slot_id, 'slotCode', s.code, 'timezone', l.timezone,
    'vehiclePlate', b.vehicle_plate,
    'startsAt', ${isoInstant('b.starts_at')}, 'endsAt', ${isoInstant('b.ends_at')},
    'deadlineVersion', b.deadline_version
  )`;

/**
 * The tables of `bookingFactsColumn`, for bookings that are changed in batches. Each is looked up by its key, which
 * LIMIT keeps the plan to: for a whole batch it would rather read all lots and businesses, even if ten are due.
 * @param bookings the common table expression that returned the changed rows.
 */
export const factsTables = (bookings: string) => `
  FROM ${bookings} b
  CROSS JOIN LATERAL (SELECT code FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT name, timezone FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT owner_id FROM businesses WHERE id = b.business_id LIMIT 1) AS o`;

export const paymentFactsColumn = `
  jsonb_build_object('paymentId', p.id, 'method', p.method, 'amount', p.amount, 'currency', p.currency)`;

/** Between the deadline and the sweep a booking is over already, and nobody may see otherwise. */
export const effectiveStatus = `
  CASE WHEN b.status = 'active' AND b.ends_at <= clock_timestamp() THEN 'completed' ELSE b.status END`;

/** Of a row of `bookings` that may still be ended by somebody: active, and before its deadline also after a lock wait. */
export const isStillActive = `bookings.status = 'active' AND bookings.ends_at > clock_timestamp()`;

const columns = `
  b.id, b.lot_id AS "lotId", l.name AS "lotName", l.timezone, b.slot_id AS "slotId", s.code AS "slotCode",
  b.user_id AS "userId", o.owner_id AS "ownerId", b.business_id AS "businessId",
  b.vehicle_plate AS "vehiclePlate", ${effectiveStatus} AS status,
  b.starts_at AS "startsAt", b.ends_at AS "endsAt", b.deadline_version AS "deadlineVersion",
  b.decline_reason AS "declineReason",
  paid.payments -> -1 AS payment, paid.payments, paid.seconds AS "bookedSeconds",
  ${isOpen('l')} AS "isLotOpen", l.unpaid_bookings_per_user AS "unpaidPerUser", ${thisMoment} AS "serverTime"`;

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

/** The tables that a few bookings are shown from; `bookings` and `payments` may be results of a change. See `factsTables`. */
const tables = (bookings: string, payments: string) => `
  FROM ${bookings} b
  CROSS JOIN LATERAL (SELECT code FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT * FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT owner_id FROM businesses WHERE id = b.business_id LIMIT 1) AS o
  ${paymentsOf(payments)}`;

/** Selects booking records of a few rows of `bookings`. */
export const shownBookings = (bookings: string) => `SELECT ${columns} ${tables(bookings, 'payments')}`;

/**
 * Selects the changed bookings with their facts, as the `changed` of a change statement.
 * @param bookings the common table expression that returned the changed rows.
 * @param more columns of `b`, each followed by a comma.
 */
export const changedBookings = (bookings: string, payments = 'payments', more = '') =>
  `SELECT ${more} ${columns}, ${bookingFactsColumn} AS facts ${tables(bookings, payments)}`;

/** The same, with its only payment in the facts. */
export const changedFirstPayment = (bookings: string, payments: string, more = '') =>
  `SELECT ${more} ${columns}, ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
   ${tables(bookings, payments)} JOIN ${payments} p ON p.booking_id = b.id`;

/** A booking's facts together with those of payments of it, as the `changed` of a change statement. */
export const paymentFacts = (payments: string) => `
  SELECT ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
  FROM ${payments} p
  JOIN bookings b ON b.id = p.booking_id
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id`;

/** The facts of one booking, named by $2, as the `changed` of a statement that changes nothing but the record. */
export const factsOfBooking = `
  SELECT ${bookingFactsColumn} AS facts
  FROM bookings b
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id
  WHERE b.id = $2`;
