import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Booking, RenewalBody } from '../../../contract/api/bookings.js';
import { quoteBooking } from '../http/bookings.js';
import { expiryOf } from '../renewals/expiry.js';
import { RenewalOffer } from '../renewals/renewal-offer.js';
import { bookingWords } from '../texts/booking.js';
import { toasts } from '../toasts/toasts.js';
import { useSecondsLeft } from './countdown.js';
import { EndingLine } from './ending-line.js';
import { usePhone } from './phone.js';
import { RenewalButton, RenewalRemark } from './renewal-buttons.js';

/** From here on renewing is what people look for on the page of a booking. */
const lastSeconds = 300;

interface Props {
  booking: Booking;
  renew: (body: RenewalBody) => Promise<Booking>;
  put: (booking: Booking) => void;
}

/** Renewing within reach of the thumb in the last minutes, unless the warning is there, which offers the same. */
export function RenewalBar(props: Props) {
  const { id, endsAt, deadlineVersion } = props.booking;
  const seconds = useSecondsLeft(endsAt);
  const isPhone = usePhone();
  const isWarned = toasts.shown.value.some(({ offer }) => offer?.expiry.bookingId === id);
  const isNeeded = isPhone && !isWarned && seconds > 0 && seconds <= lastSeconds;
  return isNeeded ? <Bar key={deadlineVersion} {...props} /> : null;
}

function Bar({ booking, renew, put }: Props) {
  const place = useRef<HTMLElement>(null);
  const offer = useMemo(
    () =>
      new RenewalOffer(expiryOf(booking), {
        quote: (bookingId, durationSeconds) => quoteBooking({ bookingId, durationSeconds }),
        renew: (_, body) => renew(body),
        renewed(renewed) {
          put(renewed);
          // The bar goes; what it has changed is said by the page.
          document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
        },
      }),
    [],
  );
  useEffect(() => {
    void offer.ask();
  }, []);
  return (
    <section class="renewal-bar" aria-label={bookingWords.value.acts.stayLonger} ref={place}>
      <p class="strong">
        <EndingLine {...offer.expiry} />
      </p>
      <RenewalRemark offer={offer} />
      <div class="toast-actions">
        <RenewalButton offer={offer} isOver={false} settled={() => undefined} />
      </div>
    </section>
  );
}
