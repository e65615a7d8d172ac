import { moneyOffences } from '../money.js';
import type { Invariant } from './invariant.js';

export const money: Invariant = {
  letter: 'M',
  promise:
    'every period has exactly one payment, their sum is the price of the time booked, nothing that was cancelled is pending',
  check(evidence) {
    const renewals = evidence.events.filter(({ type }) => type === 'booking.renewed').length;
    const { length: payments } = evidence.payments;
    const { length: bookings } = evidence.bookings;
    return {
      counts: `${payments} payments of ${bookings} bookings and ${renewals} renewals`,
      offences: moneyOffences(evidence),
    };
  },
};
