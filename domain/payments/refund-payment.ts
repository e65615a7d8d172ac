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
 * Says that the money of a declined booking has been given back, or of a payment that came when its booking was over.
 * With the last refund of a booking the owner's task is done. Again: answers with the payment and changes nothing.
 * @throws DomainError `not_found` when it is not the caller's to decide, `not_refundable` when nothing is to be given back.
 */
export function refundPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  return db.transaction(async (tx) => {
    const { bookingId } = await findPayment(tx, caller, paymentId);
    // Of two who give back the last two payments, one is the last.
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
