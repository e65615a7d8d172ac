import type { Notification } from '../../../contract/notification.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import type { WebhookOfDelivery } from './read-webhook.js';

/** What a test is called; there is no such event. */
export const testEvent = 'webhook.test';

/**
 * What a receiver may know of a booking as it was when the event happened. Named one by one: a payload may hold what is not for
 * its owner, such as who else was told.
 */
const facts = [
  ...['businessId', 'bookingId', 'lotId', 'lotName', 'slotId', 'slotCode', 'timezone', 'vehiclePlate'],
  ...['startsAt', 'endsAt', 'deadlineVersion', 'paymentId', 'method', 'amount', 'currency', 'reason'],
];

/** The body of every attempt at a delivery, which is the same each time: receivers ignore an `id` that they have. */
export function webhookBody(
  { id, createdAt, notification }: Pick<ClaimedDelivery, 'id' | 'createdAt' | 'notification'>,
  { payload, validUntil, readAt }: Pick<WebhookOfDelivery, 'payload' | 'validUntil' | 'readAt'>,
): string {
  if (!notification) {
    return JSON.stringify({
      ...{ id, event: testEvent, createdAt: createdAt.toISOString() },
      ...{ data: {}, notification: null },
    });
  }
  const { bookingId: _, createdAt: toldAt, ...told } = notification;
  const shown: Notification = {
    ...told,
    validUntil: validUntil?.toISOString() ?? null,
    supersededAt: null,
    createdAt: toldAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
  const known = Object.fromEntries(
    facts.flatMap((name) => (payload?.[name] === undefined ? [] : [[name, payload[name]]])),
  );
  return JSON.stringify({
    ...{ id, event: notification.event, createdAt: shown.createdAt },
    ...{ data: { ...known, ...notification.data }, notification: shown },
  });
}
