import type { Booking, BookingStatus } from '../../../contract/api/bookings.js';
import { serverClock } from '../time/clock.js';
import { formatMoment } from '../time/format.js';
import { TimeLeft } from './countdown.js';

export const statusNames: Record<BookingStatus, string> = {
  active: 'Active',
  completed: 'Completed',
  cancelled_by_user: 'Cancelled',
  cancelled_by_admin: 'Declined',
};

export function BookingCard({ booking }: { booking: Booking }) {
  const { id, slotCode, lotName, vehiclePlate, status, endsAt } = booking;
  return (
    <li class="card booking-card">
      <span class="bay-sign" aria-hidden="true">
        {slotCode}
      </span>
      <div class="card-text">
        <a class="card-link strong" href={`/bookings/${id}`}>
          <span class="visually-hidden">Slot {slotCode}, </span>
          <bdi>{lotName}</bdi>
        </a>
        <p class="hint pair">
          <bdi class="plate">{vehiclePlate}</bdi>
          <span>until {formatMoment(endsAt, serverClock.now())}</span>
        </p>
      </div>
      {status === 'active' ? (
        <TimeLeft endsAt={endsAt} />
      ) : (
        <span class={`tag ${status}`}>{statusNames[status]}</span>
      )}
    </li>
  );
}
