import type { PaymentMethod, PaymentStatus } from '../../contract/api/payments.js';
import { requestColumns } from '../events/shared-change.js';
import { bookingFactsColumn, paymentFactsColumn } from '../bookings/booking-view.js';

/** A payment, and whose booking it is for. */
export interface PaymentRecord {
  id: string;
  bookingId: string;
  userId: string;
  ownerId: string;
  method: PaymentMethod;
  amount: number;
  currency: string;
  status: PaymentStatus;
  periodStartsAt: Date;
  periodEndsAt: Date;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  rejectReason: string | null;
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

const withFacts = (payments: string, more: string) => `
  SELECT ${columns}, ${more} ${bookingFactsColumn} || ${paymentFactsColumn} AS facts
  FROM ${payments} p
  JOIN bookings b ON b.id = p.booking_id
  JOIN slots s ON s.id = b.slot_id
  JOIN lots l ON l.id = b.lot_id
  JOIN businesses o ON o.id = b.business_id`;

/** Selects decided payments with their facts, as the `changed` of a shared change. */
export const decidedPayments = (payments: string) => withFacts(payments, `${requestColumns('p')},`);

/** The same for a change that is made alone. @param more columns of `p`, each followed by a comma. */
export const changedPayments = (payments: string, more = '') => withFacts(payments, more);
