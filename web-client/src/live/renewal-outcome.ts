import type { Booking } from '../../../contract/api/bookings.js';
import { sentenceFor } from '../http/problem.js';
import { expiryOf } from '../renewals/expiry.js';
import { toastWords } from '../texts/toasts.js';
import type { Toast } from '../toasts/toast-list.js';
import type { OpenRenewal } from '../renewals/open-renewals.js';

export const renewedEvent = 'booking.renewed';

/** What a renewal has come to, in the place of the warning. */
export function renewalOutcome(booking: Booking, before: Toast | undefined): Omit<Toast, 'slot'> {
  // Its notification may have been faster than the answer.
  const notificationId = before?.event === renewedEvent ? before.notificationId : undefined;
  return {
    event: renewedEvent,
    type: 'success',
    title: toastWords.peek().renewal.done,
    message: '',
    link: `/bookings/${booking.id}`,
    ending: expiryOf(booking),
    ...(notificationId !== undefined && { notificationId }),
  };
}

/** Why a renewal that was left open came to nothing. @param error undefined when it did not reach the server in time */
export function sayRefused(renewal: OpenRenewal, error: unknown): Omit<Toast, 'slot'> {
  const { bookingId, slotCode, lotName } = renewal;
  const why = error === undefined ? toastWords.peek().renewal.tooLate : sentenceFor(error);
  return {
    type: 'error',
    title: toastWords.peek().renewal.failed,
    message: `${slotCode}, ${lotName}: ${why}`,
    link: `/bookings/${bookingId}`,
  };
}
