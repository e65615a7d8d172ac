import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

/** Webhooks of owners. */
export const webhookEvents = {
  'webhook.disabled': defineEvent({
    payload: z.object({
      webhookId: id,
      ownerId: id,
      host: z.string(),
      reason: z.enum(['gone', 'failing']),
    }),
    recipients: (p) => [p.ownerId],
    type: 'warning',
    reach: { email: 60, push: 10 },
    urgency: 'task',
    title: { en: 'A webhook is switched off', es: 'Se desactiva un webhook' },
    texts: {
      en: (p) => ({
        title: 'Webhook switched off',
        message:
          p.reason === 'gone'
            ? sentence`${p.host} says that the webhook is gone. Nothing more is sent there until you switch it on.`
            : sentence`${p.host} has accepted nothing for three days. Nothing more is sent there until you switch it on.`,
      }),
      es: (p) => ({
        title: 'Webhook desactivado',
        message:
          p.reason === 'gone'
            ? sentence`${p.host} dice que el webhook ya no existe. No se le enviará nada más hasta que lo actives.`
            : sentence`${p.host} no aceptó nada durante tres días. No se le enviará nada más hasta que lo actives.`,
      }),
    },
    link: () => '/business/webhooks',
    data: (p) => ({ webhookId: p.webhookId, reason: p.reason }),
  }),
};
