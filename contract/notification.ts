import { z } from 'zod';
import { id, instant } from './values.js';

export const notificationType = z.enum(['success', 'error', 'warning', 'info']);
export type NotificationType = z.infer<typeof notificationType>;

/** What people read of an event. */
export interface MessageContent {
  type: NotificationType;
  title: string;
  message: string;
}

/** What one person is told of one event. `seq` counts that person's notifications without gaps, from 1. */
export const notification = z
  .object({
    id,
    seq: z.int(),
    event: z.string(),
    type: notificationType,
    title: z.string(),
    message: z.string(),
    data: z.record(z.string(), z.unknown()),
    link: z.string().nullable(),
    validUntil: instant.nullable(),
    supersededAt: instant.nullable(),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notification>;
