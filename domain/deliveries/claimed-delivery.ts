import type { Language } from '../../contract/languages.js';
import type { NotificationType } from '../../contract/notification.js';
import type { ChannelName } from './channel.js';

/** What somebody is told, as it was written into their inbox, in their language. */
interface DeliveredNotification {
  id: string;
  seq: number;
  event: string;
  bookingId: string | null;
  type: NotificationType;
  title: string;
  message: string;
  data: Record<string, unknown>;
  link: string | null;
  createdAt: Date;
}

/** News that goes in the same letter as another delivery. */
export interface GatheredDelivery {
  id: string;
  attempts: number;
  notification: DeliveredNotification;
}

/** A delivery that was decided a moment ago, and of which this process makes the next attempt. */
export interface ClaimedDelivery {
  id: string;
  channel: ChannelName;
  target: string;
  provider: string;
  /** What a letter about the account is for, or `closing` where something is closed on a device; null where there is a notification. */
  purpose: string | null;
  priority: number;
  /** With the one that is to be made. */
  attempts: number;
  /** Whether one of them was not answered, so that it may have been taken. */
  mayHaveArrived: boolean;
  validUntil: Date | null;
  createdAt: Date;
  user: { id: string; email: string; name: string; language: Language };
  notification: DeliveredNotification | null;
  /** What goes in the same letter, oldest first, where the person has news gathered; all of it ends as this one does. */
  others: GatheredDelivery[];
  /** The device, where the channel is `push`. */
  push: { endpoint: string; p256dh: string; auth: string } | null;
}
