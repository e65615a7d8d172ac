import { createHash } from 'node:crypto';
import type { ClaimedDelivery } from '../claimed-delivery.js';

/**
 * What a push is about. A device shows one of each tag, and a push service keeps one for a device that is off: so what a booking has come
 * to takes the place of the warning. A task stands beside it, or news would hide what is to be done.
 */
export function tagOf(
  { id, bookingId, event }: NonNullable<ClaimedDelivery['notification']>,
  priority: number,
) {
  if (bookingId === null) return `notification:${id}`;
  return priority === 1 ? `booking:${bookingId}:${event}` : `booking:${bookingId}`;
}

/** At most 32 characters, and nothing that tells the push service what it is about. */
export const topicOf = (tag: string): string =>
  createHash('sha256').update(tag).digest('base64url').slice(0, 32);
