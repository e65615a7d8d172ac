import type { Language } from './languages.js';
import type { NotificationType } from './notification.js';
import type { Money } from './values.js';

/** A renewal that a device may ask for once, by its token alone: see `POST /api/renewals`. */
interface PushedRenewal {
  token: string;
  seconds: number;
  price: Money;
}

interface Pushed {
  /** Of the notification. */
  id: string;
  /** What a device shows of one tag replaces what it shows already. */
  tag: string;
  title: string;
  message: string;
  /** The client's path that it opens. */
  link: string | null;
  language: Language;
}

/** What a device is told: shown, unless it is not true any more when it arrives. */
export interface PushedNotification extends Pushed {
  is: 'notification';
  type: NotificationType;
  /** Whether it is to be heard although another one of its tag is shown. */
  isUrgent: boolean;
  createdAt: string;
  validUntil: string | null;
  renewal: PushedRenewal | null;
}

/** What stands on a device and is not true any more, or was seen elsewhere: what is true takes its place, silently. */
export interface PushedClosing extends Pushed {
  is: 'closing';
}

export type PushMessage = PushedNotification | PushedClosing;
