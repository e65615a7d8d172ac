import { id } from '../../../contract/values.js';
import { aboutBooking, bookingData, bookingFacts, theOwner, theUser } from './booking-facts.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

/** Car washes. */
export const carWashEvents = {
  'car-wash.requested': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Car wash requested',
      message: sentence`The car ${p.vehiclePlate} in slot ${p.slotCode} at ${p.lotName} is to be washed.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
  }),

  'car-wash.completed': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theUser,
    content: (p) => ({
      type: 'success',
      title: 'Car wash completed',
      message: sentence`Your car ${p.vehiclePlate} at ${p.lotName} has been washed.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
    supersedes: { 'car-wash.requested': theOwner },
  }),
};
