import type { PaymentStatus } from '../../../contract/api/payments.js';

export const paymentNames: Record<PaymentStatus, string> = {
  pending: 'Not verified yet',
  verified: 'Verified',
  rejected: 'Rejected',
  void: 'Nothing to pay',
  refund_due: 'To be refunded',
  refunded: 'Refunded',
};
