import type { Booking } from '../../../contract/api/bookings.js';
import { nameOfPhase } from '../bookings/booking-phase.js';
import { isDriver } from '../session/session.js';
import { bookingWords } from '../texts/booking.js';
import { TimeLeft } from './countdown.js';
import { LotMoment, LotRange } from './lot-time.js';
import { usePhase } from './use-phase.js';

export function BookingCard({ booking }: { booking: Booking }) {
  const { id, slotCode, lotName, vehiclePlate, startsAt, endsAt, timezone } = booking;
  const t = bookingWords.value;
  const phase = usePhase(booking);
  return (
    <li class="card booking-card">
      <span class="bay-sign" aria-hidden="true">
        {slotCode}
      </span>
      <div class="card-text">
        <a class="card-link strong" href={`/bookings/${id}`}>
          <span class="visually-hidden">{t.ofSlot(slotCode)}</span>
          <bdi>{lotName}</bdi>
        </a>
        <p class="hint pair">
          <bdi class="plate">{vehiclePlate}</bdi>
          {phase === 'active' ? (
            <span>
              {t.until} <LotMoment instant={endsAt} timezone={timezone} />
            </span>
          ) : (
            <LotRange startsAt={startsAt} endsAt={endsAt} timezone={timezone} />
          )}
        </p>
      </div>
      {phase === 'active' ? (
        <TimeLeft endsAt={endsAt} />
      ) : (
        <span class={`tag ${phase}`}>{nameOfPhase(phase, isDriver())}</span>
      )}
    </li>
  );
}
