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
    type: 'warning',
    title: { en: 'A lot is withdrawn', es: 'Se retira un lote' },
    reach: { email: 60, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Lot withdrawn',
        message: sentence`Your lot ${p.lotName} takes no more bookings: ${p.reason}`,
      }),
      es: (p) => ({
        title: 'Lote retirado',
        message: sentence`Tu lote ${p.lotName} ya no acepta reservas: ${p.reason}`,
      }),
    },
    data: (p) => ({ lotId: p.lotId }),
  }),

  'lot.restored': defineEvent({
    payload: lotFacts,
    recipients: (p) => [p.ownerId],
    type: 'info',
    title: { en: 'A lot is restored', es: 'Se restablece un lote' },
    reach: { email: 60, push: 5 },
    texts: {
      en: (p) => ({
        title: 'Lot restored',
        message: sentence`Your lot ${p.lotName} takes bookings again: ${p.reason}`,
      }),
      es: (p) => ({
        title: 'Lote restablecido',
        message: sentence`Tu lote ${p.lotName} vuelve a aceptar reservas: ${p.reason}`,
      }),
    },
    data: (p) => ({ lotId: p.lotId }),
  }),
};
