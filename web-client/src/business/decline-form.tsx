import { Ban } from 'lucide-preact';
import type { Booking } from '../../../contract/api/bookings.js';
import { declineBooking } from '../http/payments.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { notify } from '../toasts/notify.js';

interface Props {
  booking: Booking;
  declined: (booking: Booking) => void;
}

/** Ends a booking at once. Asks why first, which the driver reads. */
export function DeclineForm({ booking, declined }: Props) {
  const t = businessWords.value.bookings;
  const ask = () => {
    notify.confirm({
      title: t.decline,
      detail: t.declineDetail,
      action: t.declineNow,
      keep: businessWords.value.back,
      reason: { label: t.declineWhy, hint: t.declineHint, missing: t.declineMissing, maxLength: 500 },
      async act(reason) {
        const changed = await declineBooking(booking.id)({ reason });
        return () => {
          declined(changed);
          changedHere();
        };
      },
    });
  };
  return (
    <button type="button" class="quiet" onClick={ask}>
      <Ban aria-hidden="true" /> {t.decline}
    </button>
  );
}
