import type { ListedPayment } from '../../contract/api/payments.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { bookingFactsColumn, paymentFactsColumn } from '../bookings/booking-view.js';
import type { PaymentEntity } from './payment.entity.js';

/** A payment with the parties of its booking. */
export interface PaymentRecord extends Omit<PaymentEntity, 'businessId' | 'createdAt' | 'paidSeconds'> {
  ownerId: string;
}

const columns = `
  p.id, p.booking_id AS "bookingId", b.user_id AS "userId", o.owner_id AS "ownerId", p.method, p.amount, p.currency,
  p.status, p.period_starts_at AS "periodStartsAt", p.period_ends_at AS "periodEndsAt", p.verified_by AS "verifiedBy", p.verified_at AS "verifiedAt",
  p.reject_reason AS "rejectReason"`;

/** A payment with what a list shows of its booking. */
export interface ListedPaymentRecord extends PaymentRecord {
  booking: ListedPayment['booking'];
}

/** The same with its booking, to be followed by a WHERE. */
export const listedPaymentView = `
  SELECT ${columns},
         jsonb_build_object(
           'lotId', b.lot_id, 'lotName', l.name, 'timezone', l.timezone, 'slotCode', s.code, 'vehiclePlate', b.vehicle_plate,
           'startsAt', ${isoInstant('b.starts_at')}, 'endsAt', ${isoInstant('b.ends_at')}
         ) AS booking
  FROM payments p
  JOIN bookings b ON b.id = p.booking_id
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id`;

/** Selects payment records, to be followed by a WHERE. */
export const paymentView = `
  SELECT ${columns}
  FROM payments p
  JOIN bookings b ON b.id = p.booking_id
  JOIN businesses o ON o.id = b.business_id`;

/**
 * The `changed` CTE of a change statement: changed payments with their facts, joined by index look-ups (see `factsTables`).
 * @param more additional columns of `p`, each followed by a comma.
 */
export const changedPayments = (payments: string, more = '') => `
  SELECT ${columns}, ${more} ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
  FROM ${payments} p
  CROSS JOIN LATERAL (SELECT * FROM bookings WHERE id = p.booking_id LIMIT 1) AS b
  CROSS JOIN LATERAL (SELECT code FROM slots WHERE id = b.slot_id LIMIT 1) AS s
  CROSS JOIN LATERAL (SELECT name, timezone FROM lots WHERE id = b.lot_id LIMIT 1) AS l
  CROSS JOIN LATERAL (SELECT owner_id FROM businesses WHERE id = b.business_id LIMIT 1) AS o`;
