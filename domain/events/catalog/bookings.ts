import { z } from 'zod';
import { aboutBooking, bookingFacts, endsBooking, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { localPeriod } from './local-time.js';
import { duration, sentence } from './wording.js';

/** The life cycle of a booking. */
export const bookingEvents = {
  'booking.created': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'New booking',
      message:
        sentence`Slot ${p.slotCode} at ${p.lotName} is booked for ${p.vehiclePlate}, ` +
        `${localPeriod(p.startsAt, p.endsAt, p.timezone)}.`,
    }),
    ...aboutBooking,
  }),

  'booking.expiring': defineEvent({
    payload: bookingFacts.extend({ leadSeconds: z.int() }),
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking about to expire',
      message: `Your booking will expire in ${duration(p.leadSeconds)}!`,
    }),
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
  }),

  'booking.expired': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking expired',
      message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} has expired. The slot is released.`,
    }),
    ...aboutBooking,
    supersedes: { 'booking.expiring': theUser },
  }),

  'slot.released': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Slot released',
      message: sentence`Slot ${p.slotCode} at ${p.lotName} is free: the booking for ${p.vehiclePlate} expired.`,
    }),
    ...aboutBooking,
    supersedes: { 'car-wash.requested': theOwner },
  }),

  'booking.cancelled': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Booking cancelled',
      message: sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was cancelled.`,
    }),
    ...aboutBooking,
    supersedes: endsBooking,
  }),

  'booking.declined': defineEvent({
    payload: bookingFacts.extend({ reason: z.string() }),
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking declined',
      message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} was declined: ${p.reason}`,
    }),
    ...aboutBooking,
    supersedes: endsBooking,
  }),
};
