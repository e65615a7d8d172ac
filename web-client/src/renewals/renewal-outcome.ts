import type { Booking } from '../../../contract/api/bookings.js';
import type { Toast } from '../toasts/toast-list.js';

export const renewedEvent = 'booking.renewed';

/** What a renewal has come to, in the place of the warning. */
export function renewalOutcome(booking: Booking, before: Toast | undefined): Omit<Toast, 'slot'> {
  const { id, slotCode, lotName, endsAt, deadlineVersion } = booking;
  // Its notification may have been faster than the answer.
  const notificationId = before?.event === renewedEvent ? before.notificationId : undefined;
  return {
    event: renewedEvent,
    type: 'success',
    title: 'Booking renewed successfully!',
    message: '',
    link: `/bookings/${id}`,
    ending: { bookingId: id, slotCode, lotName, endsAt, deadlineVersion },
    ...(notificationId !== undefined && { notificationId }),
  };
}
