import type { Notification } from '../../../contract/notification.js';
import type { ToastList } from '../toasts/toast-list.js';
import type { ClientEvent } from '../../../contract/catalog.js';

/** Shows notifications and client events as toasts; a notification uses the slot of the client event that it replaces. */
export class Toaster {
  constructor(
    private readonly toasts: ToastList,
    private readonly clientEvents: readonly ClientEvent[],
  ) {}

  show(notification: Notification): void {
    const { id, type, title, message, link } = notification;
    this.toasts.put({ slot: this.slotOf(notification), notificationId: id, type, title, message, link });
  }

  /** Shows a client event, until the server's notification replaces it. */
  raise(event: string, bookingId: string): void {
    const content = this.clientEvents.find((known) => known.event === event);
    if (!content) return;
    const { type, title, message } = content;
    this.toasts.put({ slot: `${event}:${bookingId}`, type, title, message, link: `/bookings/${bookingId}` });
  }

  /** Dismisses the toast of a client event. */
  retract(event: string, bookingId: string): void {
    this.toasts.dismiss(`${event}:${bookingId}`);
  }

  /** The client events that this notification replaces. */
  replacedBy({ event }: Pick<Notification, 'event'>): string[] {
    return this.clientEvents.filter(({ replacedBy }) => replacedBy.includes(event)).map(({ event }) => event);
  }

  private slotOf(notification: Notification): string {
    const [replaced] = this.replacedBy(notification);
    const { bookingId } = notification.data;
    return replaced !== undefined && typeof bookingId === 'string'
      ? `${replaced}:${bookingId}`
      : notification.id;
  }
}
