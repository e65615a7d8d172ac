import { z } from 'zod';
import { instant } from '../../../contract/values.js';
import { aboutBooking, bookingData, bookingFacts, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { localTime } from './local-time.js';
import { sentence } from './wording.js';

const failedRenewal = bookingFacts.extend({
  reason: z.enum([
    'slot_taken',
    'price_changed',
    'not_renewable',
    'ended_too_long_ago',
    'booking_too_long',
    'too_many_bookings',
    'too_many_unpaid_bookings',
    'lot_closed',
    'slot_retired',
  ]),
  availableUntil: instant.nullable(),
});

function whyNotRenewed(p: z.infer<typeof failedRenewal>): string {
  switch (p.reason) {
    case 'not_renewable':
      return sentence`Your booking at ${p.lotName} was cancelled and can no longer be renewed.`;
    case 'ended_too_long_ago':
      return sentence`Your booking at ${p.lotName} ended too long ago to be renewed.`;
    case 'booking_too_long':
      return sentence`Your booking at ${p.lotName} would last longer than one booking may.`;
    case 'too_many_unpaid_bookings':
      return sentence`You have as many unpaid bookings at ${p.lotName} as you may. Pay for one first.`;
    case 'too_many_bookings':
      return sentence`Your booking at ${p.lotName} is over, and you have as many others as you may.`;
    case 'lot_closed':
      return sentence`${p.lotName} takes no bookings and no renewals at the moment.`;
    case 'slot_retired':
      return sentence`Slot ${p.slotCode} at ${p.lotName} is no longer let, and cannot be renewed.`;
    case 'price_changed':
      return sentence`The price at ${p.lotName} has changed. Look at it, and renew again.`;
    case 'slot_taken':
      return (
        sentence`Slot ${p.slotCode} at ${p.lotName} is booked by somebody else` +
        (p.availableUntil ? `; it could be had until ${localTime(p.availableUntil, p.timezone)}.` : '.')
      );
  }
}

/** Renewals of a booking. */
export const renewalEvents = {
  'booking.renewed': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    content: () => ({ type: 'success', title: 'Booking renewed', message: 'Booking renewed successfully!' }),
    ...aboutBooking,
    supersedes: {
      'booking.expiring': theUser,
      'booking.expired': theUser,
      'booking.renewal-failed': theUser,
      'slot.released': theOwner,
    },
  }),

  'booking.renewal-failed': defineEvent({
    payload: failedRenewal,
    recipients: theUser,
    content: (p) => ({
      type: 'error',
      title: 'Booking not renewed',
      message: whyNotRenewed(p),
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), reason: p.reason, availableUntil: p.availableUntil }),
  }),
};
