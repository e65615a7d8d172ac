import type { MessageContent } from './notification.js';

/** An event that a browser raises by its own clock. It never reaches the server. */
export interface ClientEvent extends MessageContent {
  event: string;
  /** Events of the server that say the same and more, and so take the place of this one's toast. */
  replacedBy: readonly string[];
}

/**
 * What a browser has to know of events in advance. All others come to it as notifications, worded by the server: see
 * `domain/events/catalog`.
 */
export const clientEvents: readonly ClientEvent[] = [
  {
    event: 'booking.timer-ended',
    type: 'info',
    title: 'Time is up',
    message: 'Your booking has expired. Slot released.',
    replacedBy: ['booking.expired'],
  },
];
