import { id } from '../../../contract/values.js';
import { aboutBooking, bookingFacts, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { localTime } from './local-time.js';
import { sentence } from './wording.js';

/** A payment that is verified when its booking is over. */
export const latePaymentEvents = {
  'booking.reinstated': defineEvent({
    payload: bookingFacts.extend({ paymentId: id }),
    recipients: (p) => [p.userId, p.ownerId],
    content: (p) => ({
      type: 'success',
      title: 'Booking reinstated',
      message:
        sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came late: the booking runs again, ` +
        `until ${localTime(p.endsAt, p.timezone)}.`,
    }),
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
    supersedes: { 'booking.expiring': theUser, 'booking.expired': theUser, 'slot.released': theOwner },
  }),

  'booking.not-reinstated': defineEvent({
    payload: bookingFacts.extend({ paymentId: id }),
    recipients: (p) => [p.userId, p.ownerId],
    content: (p) => ({
      type: 'info',
      title: 'Booking stays over',
      message:
        sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came when the booking was over, ` +
        'and it was not reinstated.',
    }),
    ...aboutBooking,
  }),
};
