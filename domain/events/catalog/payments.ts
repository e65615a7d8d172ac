import { z } from 'zod';
import {
  aboutBooking,
  answersPayment,
  bookingData,
  paymentFacts,
  theOwner,
  theUser,
} from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

/** Payments, and what is decided on them. */
export const paymentEvents = {
  'payment.awaiting-verification': defineEvent({
    payload: paymentFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Payment to verify',
      message:
        `A ${p.method} payment for ` +
        sentence`slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) awaits your verification.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), paymentId: p.paymentId }),
  }),

  'payment.verified': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'success',
      title: 'Payment verified',
      message: `Your ${p.method === 'cash' ? 'cash ' : ''}payment has been verified!`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),

  'payment.rejected': defineEvent({
    payload: paymentFacts.extend({ reason: z.string() }),
    recipients: theUser,
    content: (p) => ({
      type: 'error',
      title: 'Payment rejected',
      message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} was rejected: ${p.reason}`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),
};
