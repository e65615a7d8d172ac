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
    type: 'warning',
    title: { en: 'A payment is to be refunded', es: 'Hay un pago por devolver' },
    reach: { email: 600, push: 10 },
    urgency: 'task',
    texts: {
      en: (p) => ({
        title: 'Payment to refund',
        message:
          sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was declined after it was paid. ` +
          'Give the money back.',
      }),
      es: (p) => ({
        title: 'Pago por devolver',
        message:
          sentence`La reserva de la plaza ${p.slotCode} de ${p.lotName} para ${p.vehiclePlate} fue rechazada después de pagarse. ` +
          'Devuelve el dinero.',
      }),
    },
    ...aboutBooking,
  }),

  'booking.refunded': defineEvent({
    payload: bookingFacts,
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Booking refunded', message: sentence`${p.vehiclePlate}` }),
      es: (p) => ({ title: 'Reserva reembolsada', message: sentence`${p.vehiclePlate}` }),
    },
    supersedes: { 'booking.refund-due': theOwner },
  }),

  'payment.refunded': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    type: 'info',
    title: { en: 'A payment was refunded', es: 'Se devolvió un pago' },
    reach: { email: 600, push: 10 },
    texts: {
      en: (p) => ({
        title: 'Payment refunded',
        message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} is given back to you.`,
      }),
      es: (p) => ({
        title: 'Pago devuelto',
        message: sentence`Se te devuelve tu pago de la plaza ${p.slotCode} en ${p.lotName}.`,
      }),
    },
    ...aboutBooking,
    supersedes: answersPayment,
  }),
};
