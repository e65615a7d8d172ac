import type { Booking, BookingStatus } from '../../../contract/api/bookings.js';
import { TimeLeft } from './countdown.js';
import { LotMoment } from './lot-time.js';

export const statusNames: Record<BookingStatus, string> = {
  active: 'Active',
  completed: 'Completed',
  cancelled_by_user: 'Cancelled',
  cancelled_by_admin: 'Declined',
};

export function BookingCard({ booking }: { booking: Booking }) {
  const { id, slotCode, lotName, vehiclePlate, status, endsAt, timezone } = booking;
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
          <span>
            until <LotMoment instant={endsAt} timezone={timezone} />
          </span>
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
