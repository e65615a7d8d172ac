import type { Booking } from '../../../contract/api/bookings.js';
import type { Notification } from '../../../contract/notification.js';

/** Which booking is about to end, and when. */
export interface Expiry {
  bookingId: string;
  slotCode: string;
  lotName: string;
  endsAt: string;
  deadlineVersion: number;
}

/** When a booking ends, without all else that is known of it. */
export const expiryOf = ({ id, slotCode, lotName, endsAt, deadlineVersion }: Booking): Expiry => ({
  ...{ bookingId: id, slotCode, lotName, endsAt, deadlineVersion },
});

const warningEvent = 'booking.expiring';

/** What a warning before the end of a booking says; undefined for any other notification. */
export function expiryIn({ event, data }: Pick<Notification, 'event' | 'data'>): Expiry | undefined {
  if (event !== warningEvent) return undefined;
  const { bookingId, slotCode, lotName, endsAt, deadlineVersion } = data;
  const isComplete =
    typeof bookingId === 'string' &&
    typeof slotCode === 'string' &&
    typeof lotName === 'string' &&
    typeof endsAt === 'string' &&
    typeof deadlineVersion === 'number';
  return isComplete ? { bookingId, slotCode, lotName, endsAt, deadlineVersion } : undefined;
}
