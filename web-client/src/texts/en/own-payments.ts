/** The page of a driver's own payments. */
export const ownPaymentsTexts = {
  title: 'My payments',
  lead: 'What you pay, and what you get back.',
  loading: 'Loading payments',
  none: 'Nothing to pay yet',
  find: 'Find a slot',
  by: { cash: 'by cash', card: 'by card' },
  states: {
    pending: 'Awaiting verification',
    verified: 'Verified',
    rejected: 'Rejected',
    void: 'Nothing to pay',
    refund_due: 'To be refunded',
    refunded: 'Refunded',
  },
  meaning: {
    pending: 'The owner of the lot has not confirmed it yet.',
    verified: 'The owner of the lot has received it.',
    rejected: 'The owner of the lot did not accept it, and says why:',
    void: 'The booking was cancelled or declined before it was paid.',
    refund_due: 'The booking was declined: the owner owes you this money.',
    refunded: 'The owner has given it back.',
  },
};
export type OwnPaymentsTexts = typeof ownPaymentsTexts;
