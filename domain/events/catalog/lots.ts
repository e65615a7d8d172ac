import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

const lotFacts = z.object({
  businessId: id,
  ownerId: id,
  lotId: id,
  lotName: z.string(),
  reason: z.string(),
});

/** Lots that an admin withdraws. */
export const lotEvents = {
  'lot.withdrawn': defineEvent({
    payload: lotFacts,
    recipients: (p) => [p.ownerId],
    content: (p) => ({
      type: 'warning',
      title: 'Lot withdrawn',
      message: sentence`Your lot ${p.lotName} takes no more bookings: ${p.reason}`,
    }),
    data: (p) => ({ lotId: p.lotId }),
  }),

  'lot.restored': defineEvent({
    payload: lotFacts,
    recipients: (p) => [p.ownerId],
    content: (p) => ({
      type: 'info',
      title: 'Lot restored',
      message: sentence`Your lot ${p.lotName} takes bookings again: ${p.reason}`,
    }),
    data: (p) => ({ lotId: p.lotId }),
  }),
};
