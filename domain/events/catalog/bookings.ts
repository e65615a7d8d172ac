import { z } from 'zod';
import { aboutBooking, bookingFacts, endsBooking, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { localPeriod, localTime } from './local-time.js';
import { duration, sentence } from './wording.js';

/** The life cycle of a booking. */
export const bookingEvents = {
  'booking.created': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    type: 'info',
    title: { en: 'A slot is booked', es: 'Reservan una plaza' },
    reach: { email: null, push: 5 },
    texts: {
      en: (p) => ({
        title: 'New booking',
        message:
          sentence`Slot ${p.slotCode} at ${p.lotName} is booked for ${p.vehiclePlate}, ` +
          `${localPeriod(p.startsAt, p.endsAt, p.timezone, 'en')}.`,
      }),
      es: (p) => ({
        title: 'Nueva reserva',
        message:
          sentence`La plaza ${p.slotCode} de ${p.lotName} está reservada para ${p.vehiclePlate}, ` +
          `${localPeriod(p.startsAt, p.endsAt, p.timezone, 'es')}.`,
      }),
    },
    ...aboutBooking,
  }),

  'booking.expiring': defineEvent({
    payload: bookingFacts.extend({ leadSeconds: z.int() }),
    recipients: theUser,
    type: 'warning',
    title: { en: 'A booking is about to end', es: 'Una reserva está por vencer' },
    reach: { email: 60, push: 3 },
    urgency: 'warning',
    texts: {
      en: (p) => ({
        title: 'Booking about to expire',
        message: `Your booking will expire in ${duration(p.leadSeconds, 'en')}!`,
      }),
      es: (p) => ({
        title: 'Tu reserva está por vencer',
        message: `¡Tu reserva vence en ${duration(p.leadSeconds, 'es')}!`,
      }),
    },
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
    supersedes: { 'booking.ends-in-quiet-hours': theUser },
  }),

  // Told before the quiet hours of whoever lets no warning through them.
  'booking.ends-in-quiet-hours': defineEvent({
    payload: bookingFacts.extend({
      /** Whether the end is in them, or only the warning before it. */
      isWithin: z.boolean(),
    }),
    recipients: theUser,
    type: 'info',
    title: { en: 'A booking ends in your quiet hours', es: 'Una reserva vence en tus horas de silencio' },
    reach: { email: 60, push: 3 },
    urgency: 'warning',
    texts: {
      en: (p) => ({
        title: p.isWithin ? 'Ends in your quiet hours' : 'Ends right after your quiet hours',
        message:
          sentence`Your booking of slot ${p.slotCode} at ${p.lotName} ends ${localTime(p.endsAt, p.timezone, 'en')}. ` +
          (p.isWithin
            ? 'Your quiet hours begin soon, and no mail or push warns you in them.'
            : 'Your quiet hours begin soon, and you are warned no earlier than when they are over.'),
      }),
      es: (p) => ({
        title: p.isWithin ? 'Vence en tus horas de silencio' : 'Vence justo después de tus horas de silencio',
        message:
          sentence`Tu reserva de la plaza ${p.slotCode} en ${p.lotName} vence el ${localTime(p.endsAt, p.timezone, 'es')}. ` +
          (p.isWithin
            ? 'Tus horas de silencio empiezan pronto y en ellas no te avisamos por correo ni con notificaciones push.'
            : 'Tus horas de silencio empiezan pronto y no te avisamos hasta que terminen.'),
      }),
    },
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
  }),

  'booking.expired': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    type: 'warning',
    title: { en: 'A booking has ended', es: 'Una reserva venció' },
    reach: { email: 300, push: 3 },
    texts: {
      en: (p) => ({
        title: 'Booking expired',
        message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} has expired. The slot is released.`,
      }),
      es: (p) => ({
        title: 'Reserva vencida',
        message: sentence`Tu reserva de la plaza ${p.slotCode} en ${p.lotName} venció. La plaza quedó libre.`,
      }),
    },
    ...aboutBooking,
    supersedes: { 'booking.expiring': theUser, 'booking.ends-in-quiet-hours': theUser },
  }),

  'slot.released': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    type: 'info',
    title: { en: 'A slot is free again', es: 'Una plaza vuelve a estar libre' },
    reach: { email: null, push: null },
    texts: {
      en: (p) => ({
        title: 'Slot released',
        message: sentence`Slot ${p.slotCode} at ${p.lotName} is free: the booking for ${p.vehiclePlate} expired.`,
      }),
      es: (p) => ({
        title: 'Plaza liberada',
        message: sentence`La plaza ${p.slotCode} de ${p.lotName} está libre: venció la reserva de ${p.vehiclePlate}.`,
      }),
    },
    ...aboutBooking,
    supersedes: { 'car-wash.requested': theOwner },
  }),

  'booking.cancelled': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    type: 'info',
    title: { en: 'A booking was cancelled', es: 'Se canceló una reserva' },
    reach: { email: null, push: 10 },
    texts: {
      en: (p) => ({
        title: 'Booking cancelled',
        message: sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was cancelled.`,
      }),
      es: (p) => ({
        title: 'Reserva cancelada',
        message: sentence`Se canceló la reserva de la plaza ${p.slotCode} de ${p.lotName} para ${p.vehiclePlate}.`,
      }),
    },
    ...aboutBooking,
    supersedes: endsBooking,
  }),

  'booking.declined': defineEvent({
    payload: bookingFacts.extend({ reason: z.string() }),
    recipients: theUser,
    type: 'warning',
    title: { en: 'A booking was declined', es: 'Se rechazó una reserva' },
    reach: { email: 60, push: 3 },
    texts: {
      en: (p) => ({
        title: 'Booking declined',
        message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} was declined: ${p.reason}`,
      }),
      es: (p) => ({
        title: 'Reserva rechazada',
        message: sentence`Tu reserva de la plaza ${p.slotCode} en ${p.lotName} fue rechazada: ${p.reason}`,
      }),
    },
    ...aboutBooking,
    supersedes: endsBooking,
  }),
};
