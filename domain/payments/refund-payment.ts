import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { effectiveStatus, factsOfBooking } from '../bookings/booking-view.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { findPayment } from './find-payment.js';
import { changedPayments, type PaymentRecord } from './payment-view.js';
import { PaymentEntity } from './payment.entity.js';

const refund = changeStatement(
  'refund-payment',
  `refunded AS (
    UPDATE payments SET status = 'refunded'
    FROM bookings b
    WHERE payments.id = $2 AND b.id = payments.booking_id
      AND (payments.status = 'refund_due' OR payments.status = 'pending' AND ${effectiveStatus} = 'completed')
    RETURNING payments.*, old.status AS was
  ),
  changed AS (${changedPayments('refunded', 'p.was,')})`,
);

const closeRefunds = changeStatement('close-refunds', `changed AS (${factsOfBooking})`);

/**
 * Records the refund of a declined booking's payment, or of a payment that came after its booking was over. The last refund of a booking
 * closes the owner's task. Idempotent.
 * @throws DomainError `not_found` if the caller may not decide it, `not_refundable` if nothing is to be refunded.
 */
export function refundPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  return db.transaction(async (tx) => {
    const { bookingId } = await findPayment(tx, caller, paymentId);
    // Serializes concurrent refunds, so that exactly one of them is the last.
    await tx.queryTogether(locksFor([{ bookingId }]));
    const refunded = await recordChange<PaymentRecord & { was: string }>(
      tx,
      refund,
      [paymentId],
      [recordEvent('payment.refunded', caller.userId)],
    );
    if (!refunded) {
      const payment = await findPayment(tx, caller, paymentId);
      if (payment.status === 'refunded') return payment;
      throw conflict('not_refundable', 'Nothing is to be refunded of this payment.');
    }
    const { was, ...payment } = refunded;
    const isDue = await tx.manager.existsBy(PaymentEntity, { bookingId, status: 'refund_due' });
    if (was === 'refund_due' && !isDue) {
      await recordChange(tx, closeRefunds, [bookingId], [recordEvent('booking.refunded', caller.userId)]);
    }
    return payment;
  });
}
