import { useState } from 'preact/hooks';
import { lastKnown, type KnownBooking } from '../bookings/last-known.js';
import { shell } from '../texts/shell.js';
import { formatMoment } from '../time/format.js';
import { LotRange } from './lot-time.js';

/** The active bookings as they were when the server could last be asked. Nothing can be done with them here. */
export function LastKnownBookings() {
  const [known] = useState(() => lastKnown.read());
  if (!known || known.bookings.length === 0) return null;
  return (
    <section class="last-known">
      <h2>{shell.value.lastKnown(formatMoment(known.asOf, Date.now()))}</h2>
      <ul class="cards">
        {known.bookings.map((booking) => (
          <KnownCard key={booking.id} booking={booking} />
        ))}
      </ul>
    </section>
  );
}

function KnownCard({ booking }: { booking: KnownBooking }) {
  const { slotCode, lotName, vehiclePlate, startsAt, endsAt, timezone } = booking;
  return (
    <li class="card booking-card">
      <span class="bay-sign" aria-hidden="true">
        {slotCode}
      </span>
      <div class="card-text">
        <p class="strong">
          <span class="visually-hidden">{shell.value.ofSlot(slotCode)}</span>
          <bdi>{lotName}</bdi>
        </p>
        <p class="hint pair">
          <bdi class="plate">{vehiclePlate}</bdi>
          <LotRange startsAt={startsAt} endsAt={endsAt} timezone={timezone} />
        </p>
      </div>
    </li>
  );
}
