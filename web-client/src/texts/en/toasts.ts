import { counting } from '../plural.js';

const count = counting('en-GB');

/** Toasts, and renewing from one of them. */
export const toastTexts = {
  label: 'Toasts, F8',
  /** What the icons say to those who do not see them. */
  types: { success: 'Success', error: 'Error', warning: 'Warning', info: 'Information' },
  dismiss: (title: string) => `Dismiss: ${title}`,
  show: 'Show',
  showThem: 'Show them',
  view: 'View',
  more: 'More',
  less: 'Less',
  waiting: (waiting: number) => `+${waiting} more`,
  fewer: 'Show fewer',
  digest: {
    title: 'Welcome back',
    message: (missed: number) =>
      `${count(missed, { one: 'notification', other: 'notifications' })} while you were away.`,
  },
  renewal: {
    willExpire: (left: string) => `Your booking will expire in ${left}!`,
    offer: (minutes: number, price: string) => `+${minutes} min (${price})`,
    asking: '+30 min (…)',
    renewing: 'Renewing…',
    taken: 'Somebody else has the slot when your time is up.',
    takenThen: 'Then somebody else has the slot.',
    unconfirmed: 'Not confirmed yet. It goes on when ParkMate can be reached.',
    done: 'Booking renewed successfully!',
    failed: 'Booking not renewed',
    tooLate: 'the renewal did not reach ParkMate before the booking ended.',
  },
};
export type ToastTexts = typeof toastTexts;
