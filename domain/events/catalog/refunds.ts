import {
  aboutBooking,
  answersPayment,
  bookingFacts,
  paymentFacts,
  theOwner,
  theUser,
} from './booking-facts.js';
import { defineEvent, nobody } from './define-event.js';
import { sentence } from './wording.js';

/** Money that goes back. */
export const refundEvents = {
  'booking.refund-due': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'warning',
      title: 'Payment to refund',
      message:
        sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was declined after it was paid. ` +
        'Give the money back.',
    }),
    ...aboutBooking,
  }),

  'booking.refunded': defineEvent({
    payload: bookingFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Booking refunded', message: sentence`${p.vehiclePlate}` }),
    supersedes: { 'booking.refund-due': theOwner },
  }),

  'payment.refunded': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'info',
      title: 'Payment refunded',
      message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} is given back to you.`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),
};
