/** What owners decide about payments. */
export const paymentsTexts = {
  verify: (amount: string) => `Verify ${amount}`,
  reject: 'Reject',
  undo: 'Undo',
  undoOf: (slot: string) => `Undo: ${slot} verified`,
  verified: (slot: string) => `Verified ${slot}`,
  isVerified: 'Verified',
  waits: 'Verified as soon as there is a connection',
  undone: (slot: string) => `${slot} is not verified`,
  notVerified: (slot: string) => `${slot} was not verified`,
  notVerifiedYet: (slot: string) => `${slot} is not verified yet`,
  sentLater: 'ParkMate cannot be reached. It is sent as soon as it can.',
  giveBack: 'Give it back',
  reinstate: 'Verify and reinstate',
  rejectTitle: (amount: string, slot: string) => `Reject ${amount} of ${slot}?`,
  rejectDetail: 'This cannot be undone.',
  rejectAction: 'Reject payment',
  keep: 'Back',
  reason: { label: 'Why?', hint: 'The driver reads this.', missing: 'Enter a reason.' },
};
export type PaymentsTexts = typeof paymentsTexts;
