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
    type: 'info',
    title: { en: 'A payment waits for you to verify it', es: 'Un pago espera que lo verifiques' },
    reach: { email: 900, push: 10 },
    urgency: 'task',
    texts: {
      en: (p) => ({
        title: 'Payment to verify',
        message:
          `A ${p.method} payment for ` +
          sentence`slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) awaits your verification.`,
      }),
      es: (p) => ({
        title: 'Pago por verificar',
        message:
          `Un pago ${p.method === 'cash' ? 'en efectivo' : 'con tarjeta'} de ` +
          sentence`la plaza ${p.slotCode} en ${p.lotName} (${p.vehiclePlate}) espera tu verificación.`,
      }),
    },
    ...aboutBooking,
    // With the amount, so that it can be verified where it is told, for what was shown and no other.
    data: (p) => ({
      ...bookingData(p),
      ...{ paymentId: p.paymentId, amount: p.amount, currency: p.currency },
    }),
  }),

  'payment.verified': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    type: 'success',
    title: { en: 'A payment was verified', es: 'Se verificó un pago' },
    reach: { email: null, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Payment verified',
        message: `Your ${p.method === 'cash' ? 'cash ' : ''}payment has been verified!`,
      }),
      es: (p) => ({
        title: 'Pago verificado',
        message: `¡Tu pago ${p.method === 'cash' ? 'en efectivo ' : ''}fue verificado!`,
      }),
    },
    ...aboutBooking,
    supersedes: answersPayment,
  }),

  'payment.rejected': defineEvent({
    payload: paymentFacts.extend({ reason: z.string() }),
    recipients: theUser,
    type: 'error',
    title: { en: 'A payment was rejected', es: 'Se rechazó un pago' },
    reach: { email: 60, push: 3 },
    texts: {
      en: (p) => ({
        title: 'Payment rejected',
        message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} was rejected: ${p.reason}`,
      }),
      es: (p) => ({
        title: 'Pago rechazado',
        message: sentence`Tu pago de la plaza ${p.slotCode} en ${p.lotName} fue rechazado: ${p.reason}`,
      }),
    },
    ...aboutBooking,
    supersedes: answersPayment,
  }),
};
