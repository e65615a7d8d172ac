import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { defineEvent, nobody } from './define-event.js';
import { sentence } from './wording.js';

const businessFacts = z.object({ businessId: id, ownerId: id, name: z.string() });

/** Businesses. Nobody is notified: dashboards and timelines show them. */
export const businessEvents = {
  'business.created': defineEvent({
    payload: businessFacts,
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Business created', message: p.name }),
      es: (p) => ({ title: 'Negocio creado', message: p.name }),
    },
  }),

  'business.approved': defineEvent({
    payload: businessFacts,
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Business approved', message: sentence`${p.name}` }),
      es: (p) => ({ title: 'Negocio aprobado', message: sentence`${p.name}` }),
    },
  }),

  'business.changed': defineEvent({
    payload: businessFacts.extend({
      change: z.enum(['renamed', 'lot_added', 'lot_changed', 'slot_changed']),
      slotId: id.optional(),
      code: z.string().optional(),
      retired: z.boolean().optional(),
    }),
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Business changed', message: p.name }),
      es: (p) => ({ title: 'Negocio modificado', message: p.name }),
    },
  }),
};
