import type { Payment } from '../../../contract/api/payments.js';
import type { PaymentRecord } from '../../../domain/payments/payment-view.js';

/** A payment as the contract shows it. */
export function presentPayment(payment: PaymentRecord): Payment {
  const { id, bookingId, method, amount, currency, status, verifiedBy, verifiedAt, rejectReason } = payment;
  return {
    id,
    bookingId,
    method,
    amount,
    currency,
    status,
    periodStartsAt: payment.periodStartsAt.toISOString(),
    periodEndsAt: payment.periodEndsAt.toISOString(),
    verifiedBy,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    rejectReason,
  };
}
