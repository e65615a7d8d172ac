import { z } from 'zod';
import { audience } from '../../../contract/api/broadcasts.js';
import { notificationType } from '../../../contract/notification.js';
import { id } from '../../../contract/values.js';
import { defineEvent } from './define-event.js';

/** Those who write a broadcast choose its language. */
const asWritten = ({ title, message }: { title: string; message: string }) => ({ title, message });

/** Broadcasts. */
export const broadcastEvents = {
  'broadcast.sent': defineEvent({
    payload: z.object({
      broadcastId: id,
      audience,
      /** Written by earlier releases only, which listed the recipients in the event. */
      recipientIds: z.array(id).optional(),
      type: notificationType,
      title: z.string(),
      message: z.string(),
    }),
    recipients: (p) => p.recipientIds ?? [],
    broadcast: (p) => (p.recipientIds ? null : p.broadcastId),
    type: (p) => p.type,
    title: { en: 'Messages to everybody', es: 'Mensajes para todos' },
    reach: { email: null, push: 30 },
    texts: { en: asWritten, es: asWritten },
    data: (p) => ({ broadcastId: p.broadcastId }),
  }),
};
