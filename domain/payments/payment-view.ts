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
