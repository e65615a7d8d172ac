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
    type: 'success',
    title: { en: 'A late payment brings a booking back', es: 'Un pago tardío restablece una reserva' },
    reach: { email: 300, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Booking reinstated',
        message:
          sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came late: the booking runs again, ` +
          `until ${localTime(p.endsAt, p.timezone, 'en')}.`,
      }),
      es: (p) => ({
        title: 'Reserva restablecida',
        message:
          sentence`El pago de la plaza ${p.slotCode} en ${p.lotName} (${p.vehiclePlate}) llegó tarde: la reserva sigue vigente ` +
          `hasta ${localTime(p.endsAt, p.timezone, 'es')}.`,
      }),
    },
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
    supersedes: { 'booking.expiring': theUser, 'booking.expired': theUser, 'slot.released': theOwner },
  }),

  'booking.not-reinstated': defineEvent({
    payload: bookingFacts.extend({ paymentId: id }),
    recipients: (p) => [p.userId, p.ownerId],
    type: 'info',
    title: { en: 'A payment came too late for a booking', es: 'Un pago llegó tarde para una reserva' },
    reach: { email: 300, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Booking stays over',
        message:
          sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came when the booking was over, ` +
          'and it was not reinstated.',
      }),
      es: (p) => ({
        title: 'La reserva sigue terminada',
        message:
          sentence`El pago de la plaza ${p.slotCode} en ${p.lotName} (${p.vehiclePlate}) llegó cuando la reserva ya había terminado, ` +
          'y no se restableció.',
      }),
    },
    ...aboutBooking,
  }),
};
