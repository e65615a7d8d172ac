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
        (p.availableUntil ? `; it could be had until ${localTime(p.availableUntil, p.timezone, 'en')}.` : '.')
      );
  }
}

function whyNotRenewedInSpanish(p: z.infer<typeof failedRenewal>): string {
  switch (p.reason) {
    case 'not_renewable':
      return sentence`Tu reserva en ${p.lotName} fue cancelada y ya no se puede renovar.`;
    case 'ended_too_long_ago':
      return sentence`Tu reserva en ${p.lotName} terminó hace demasiado tiempo para renovarla.`;
    case 'booking_too_long':
      return sentence`Tu reserva en ${p.lotName} duraría más de lo que puede durar una reserva.`;
    case 'too_many_unpaid_bookings':
      return sentence`Ya tienes el máximo de reservas sin pagar en ${p.lotName}. Paga una primero.`;
    case 'too_many_bookings':
      return sentence`Tu reserva en ${p.lotName} terminó y ya tienes el máximo de otras reservas.`;
    case 'lot_closed':
      return sentence`${p.lotName} no acepta reservas ni renovaciones por el momento.`;
    case 'slot_retired':
      return sentence`La plaza ${p.slotCode} de ${p.lotName} ya no se alquila y no se puede renovar.`;
    case 'price_changed':
      return sentence`El precio en ${p.lotName} cambió. Revísalo y renueva de nuevo.`;
    case 'slot_taken':
      return (
        sentence`Otra persona reservó la plaza ${p.slotCode} de ${p.lotName}` +
        (p.availableUntil ? `; estaba libre hasta ${localTime(p.availableUntil, p.timezone, 'es')}.` : '.')
      );
  }
}

/** Renewals of a booking. */
export const renewalEvents = {
  'booking.renewed': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    type: 'success',
    title: { en: 'A booking was renewed', es: 'Se renovó una reserva' },
    reach: { email: null, push: 5 },
    texts: {
      en: () => ({ title: 'Booking renewed', message: 'Booking renewed successfully!' }),
      es: () => ({ title: 'Reserva renovada', message: '¡Tu reserva se renovó!' }),
    },
    ...aboutBooking,
    supersedes: {
      'booking.expiring': theUser,
      'booking.ends-in-quiet-hours': theUser,
      'booking.expired': theUser,
      'booking.renewal-failed': theUser,
      'slot.released': theOwner,
    },
  }),

  'booking.renewal-failed': defineEvent({
    payload: failedRenewal,
    recipients: theUser,
    type: 'error',
    title: { en: 'A booking could not be renewed', es: 'No se pudo renovar una reserva' },
    reach: { email: null, push: 3 },
    texts: {
      en: (p) => ({ title: 'Booking not renewed', message: whyNotRenewed(p) }),
      es: (p) => ({ title: 'Reserva no renovada', message: whyNotRenewedInSpanish(p) }),
    },
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), reason: p.reason, availableUntil: p.availableUntil }),
  }),
};
