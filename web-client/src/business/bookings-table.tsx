import type { Booking } from '../../../contract/api/bookings.js';
import { nameOfPhase } from '../bookings/booking-phase.js';
import { bookingWords } from '../texts/booking.js';
import { businessWords } from '../texts/business.js';
import { formatMoney } from '../time/money.js';
import { TimeLeft } from '../ui/countdown.js';
import { LotRange } from '../ui/lot-time.js';
import { usePhase } from '../ui/use-phase.js';

/** A table where there is room, else a card per booking. The roles are said since `display` would take them away. */
export const BookingsTable = ({ bookings }: { bookings: readonly Booking[] }) => (
  <table class="biz-table" role="table">
    <caption class="visually-hidden">{businessWords.value.bookings.caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {businessWords.value.bookings.columns.map((name) => (
          <th key={name} role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {bookings.map((booking) => (
        <Row key={booking.id} booking={booking} />
      ))}
    </tbody>
  </table>
);

function Row({ booking }: { booking: Booking }) {
  const { id, slotCode, lotName, vehiclePlate, startsAt, endsAt, timezone, payment } = booking;
  const phase = usePhase(booking);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href={`/bookings/${id}`}>
          <span class="strong">
            <bdi>{slotCode}</bdi>
          </span>{' '}
          <bdi>{lotName}</bdi>
        </a>
      </th>
      <td role="cell">
        <bdi class="plate">{vehiclePlate}</bdi>
      </td>
      <td role="cell" class="biz-when">
        <LotRange startsAt={startsAt} endsAt={endsAt} timezone={timezone} />
      </td>
      <td role="cell">
        {formatMoney(payment.amount, payment.currency)}{' '}
        <span class={`tag ${payment.status}`}>{bookingWords.value.payments.statuses[payment.status]}</span>
      </td>
      <td role="cell">
        {phase === 'active' ? (
          <TimeLeft endsAt={endsAt} />
        ) : (
          <span class={`tag ${phase}`}>{nameOfPhase(phase, false)}</span>
        )}
      </td>
    </tr>
  );
}
