import { id } from '../../../contract/values.js';
import { aboutBooking, bookingData, bookingFacts, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

/** Car washes. */
export const carWashEvents = {
  'car-wash.requested': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theOwner,
    type: 'info',
    title: { en: 'Somebody asks for a car wash', es: 'Alguien pide un lavado' },
    reach: { email: null, push: 10 },
    urgency: 'task',
    texts: {
      en: (p) => ({
        title: 'Car wash requested',
        message: sentence`The car ${p.vehiclePlate} in slot ${p.slotCode} at ${p.lotName} is to be washed.`,
      }),
      es: (p) => ({
        title: 'Lavado solicitado',
        message: sentence`Hay que lavar el auto ${p.vehiclePlate}, en la plaza ${p.slotCode} de ${p.lotName}.`,
      }),
    },
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
  }),

  'car-wash.completed': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theUser,
    type: 'success',
    title: { en: 'A car wash is done', es: 'Un lavado está listo' },
    reach: { email: null, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Car wash completed',
        message: sentence`Your car ${p.vehiclePlate} at ${p.lotName} has been washed.`,
      }),
      es: (p) => ({
        title: 'Lavado terminado',
        message: sentence`Tu auto ${p.vehiclePlate} en ${p.lotName} ya está lavado.`,
      }),
    },
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
    supersedes: { 'car-wash.requested': theOwner },
  }),
};
