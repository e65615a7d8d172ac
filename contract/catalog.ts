import type { Language } from './languages.js';
import type { MessageContent } from './notification.js';

/** An event that a browser raises by its own clock. It never reaches the server. */
export interface ClientEvent extends Pick<MessageContent, 'type'> {
  event: string;
  texts: Readonly<Record<Language, Omit<MessageContent, 'type'>>>;
  /** Events of the server that say the same and more, and so take the place of this one's toast. */
  replacedBy: readonly string[];
}

/**
 * What a browser has to know of events in advance. All others come to it as notifications, worded by the server in the language of the user: see
 * `domain/events/catalog`.
 */
export const clientEvents: readonly ClientEvent[] = [
  {
    event: 'booking.timer-ended',
    type: 'info',
    texts: {
      en: { title: 'Time is up', message: 'Your booking has expired. Slot released.' },
      es: { title: 'Se acabó el tiempo', message: 'Tu reserva venció. La plaza quedó libre.' },
    },
    replacedBy: ['booking.expired'],
  },
];
