import type { Quote } from '../../../contract/api/bookings.js';
import type { Expiry } from './expiry.js';

/** A booking for tests, which ends five minutes after noon. */
export const exampleExpiry = (given: Partial<Expiry> = {}): Expiry => ({
  bookingId: 'booking 1',
  slotCode: 'A-02',
  lotName: 'Riverside',
  endsAt: '2026-11-21T12:05:00.000Z',
  deadlineVersion: 1,
  ...given,
});

/** What renewing it for so long costs, at a cent a second. */
export const exampleQuote = (seconds: number, freeSeconds?: number): Quote => {
  const startsAt = Date.parse(exampleExpiry().endsAt);
  const after = (passed: number) => new Date(startsAt + passed * 1000).toISOString();
  return {
    price: { amount: seconds, currency: 'EUR' },
    startsAt: after(0),
    endsAt: after(seconds),
    availableUntil: freeSeconds === undefined ? null : after(freeSeconds),
  };
};
