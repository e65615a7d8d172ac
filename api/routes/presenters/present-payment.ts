import type { ListedPayment, Payment } from '../../../contract/api/payments.js';
import type { ListedPaymentRecord, PaymentRecord } from '../../../domain/payments/payment-view.js';

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

/** The same with its booking. */
export const presentListedPayment = (payment: ListedPaymentRecord): ListedPayment => ({
  ...presentPayment(payment),
  booking: payment.booking,
});
