import { expect } from 'chai';
import type { LiveNotification } from '../../contract/sockets.js';
import type { LiveClient } from './live-client.js';

/** Those whose causes take a test file of their own: `alerts.test.ts`, `quiet-hours.test.ts`, `webhooks.test.ts`. */
export const testedElsewhere = ['alert.raised', 'booking.ends-in-quiet-hours', 'webhook.disabled'];

/** Waits for events at live clients, and remembers which were waited for. */
export function eventWatch() {
  const tested = new Set<string>();

  /** Waits for the notification of this event about this booking. */
  async function hears(client: LiveClient, event: string, bookingId?: string): Promise<LiveNotification> {
    tested.add(event);
    const notification = await client.notifications.next(
      (heard) => heard.event === event && (bookingId === undefined || heard.data.bookingId === bookingId),
      event,
    );
    expect(notification).to.include.keys(
      ...['id', 'seq', 'event', 'type', 'title', 'message', 'data', 'link', 'validUntil', 'supersededAt'],
      ...['createdAt', 'readAt', 'unreadCount'],
    );
    return notification;
  }

  /** Waits until the client is told that an earlier notification is superseded. */
  const supersedes = (client: LiveClient, { id }: LiveNotification) =>
    client.changes.next(({ supersededIds }) => supersededIds?.includes(id) ?? false, `supersession of ${id}`);

  return { tested, hears, supersedes };
}
