import { useState } from 'preact/hooks';
import type { Booking, RenewalBody } from '../../../contract/api/bookings.js';
import { cancelBooking } from '../http/bookings.js';
import { isProblem } from '../http/problem.js';
import { changedHere, somethingChanged } from '../live/changes.js';
import { live } from '../live/live.js';
import { askedHere } from '../renewals/asked-here.js';
import { expiryOf } from '../renewals/expiry.js';
import { bookingWords } from '../texts/booking.js';
import { notify } from '../toasts/notify.js';
import { DurationField } from './duration-field.js';
import { Form } from './form.js';
import { QuoteLine } from './quote-line.js';
import { RenewalBar } from './renewal-bar.js';
import { useQuote } from './use-quote.js';
import { useSubmission } from './use-submission.js';

interface Props {
  booking: Booking;
  put: (booking: Booking) => void;
}

/** The actions on a booking. Which are possible now is decided by the server. */
export function BookingActions({ booking, put }: Props) {
  const { status } = booking;
  if (status !== 'active' && status !== 'completed') return null;
  return (
    <div class="stack">
      <Renewal booking={booking} put={put} />
      {status === 'active' && (
        <RenewalBar
          booking={booking}
          put={put}
          renew={(body) => askedHere(booking.id, () => attempt(booking, body))}
        />
      )}
      {status === 'active' && <Cancellation booking={booking} put={put} />}
    </div>
  );
}

/** One attempt of a renewal, which is finished later if its answer is lost. */
function attempt(booking: Booking, body: RenewalBody): Promise<Booking> {
  const { renewals } = live.peek() ?? {};
  if (!renewals) throw new Error('nobody is signed in');
  return renewals.attempt(expiryOf(booking), body);
}

function Renewal({ booking, put }: Props) {
  const t = bookingWords.value.acts;
  const [durationSeconds, setDuration] = useState(1800);
  const renewal = useSubmission<RenewalBody, Booking>(
    (body) => askedHere(booking.id, () => attempt(booking, body)),
    put,
  );
  const quote = useQuote({ bookingId: booking.id, durationSeconds }, [
    booking.deadlineVersion,
    isProblem(renewal.error, 'price_changed'),
  ]);
  return (
    <section class="card">
      <h2>{booking.status === 'active' ? t.stayLonger : t.parkAgain}</h2>
      <Form
        error={renewal.error}
        fields={['durationSeconds']}
        onSubmit={() => void renewal.submit({ durationSeconds, price: quote?.price })}
      >
        <DurationField seconds={durationSeconds} onChange={setDuration} error={renewal.error} />
        <QuoteLine quote={quote} timezone={booking.timezone} />
        <button type="submit" class="primary wide" aria-disabled={renewal.isBusy}>
          {renewal.isBusy ? t.renewing : t.renew}
        </button>
      </Form>
    </section>
  );
}

function Cancellation({ booking: { id, slotCode }, put }: Props) {
  const t = bookingWords.value.acts;
  const ask = () => {
    notify.confirm({
      title: t.cancelTitle(slotCode),
      detail: t.cancelDetail,
      action: t.yesCancel,
      keep: t.keep,
      async act() {
        const cancelled = await cancelBooking(id)({}).finally(somethingChanged);
        return () => {
          put(cancelled);
          changedHere();
          notify.say({ type: 'success', title: t.cancelled, message: t.isFreeAgain(slotCode) });
        };
      },
    });
  };
  return (
    <button type="button" class="quiet wide" onClick={ask}>
      {t.cancel}
    </button>
  );
}
