import type { PaymentStatus } from '../../../contract/api/payments.js';

export const paymentNames: Record<PaymentStatus, string> = {
  pending: 'Awaiting verification',
  verified: 'Verified',
  rejected: 'Rejected',
  void: 'Nothing to pay',
  refund_due: 'To be refunded',
  refunded: 'Refunded',
};
