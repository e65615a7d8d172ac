import type { Quote } from '../../../contract/api/bookings.js';
import { bookingWords } from '../texts/booking.js';
import { formatMoney } from '../time/money.js';
import { LotMoment } from './lot-time.js';

interface Props {
  quote: Quote | undefined;
  /** Of the lot. */
  timezone: string;
}

/** Price and end of the booking in the form. Empty lines keep their height, so that nothing below is pushed when they come. */
export function QuoteLine({ quote, timezone }: Props) {
  return (
    <p class="quote" aria-live="polite">
      <span class="amount">{quote ? formatMoney(quote.price.amount, quote.price.currency) : '\u00a0'}</span>
      {quote ? <Until quote={quote} timezone={timezone} /> : '\u00a0'}
    </p>
  );
}

function Until({ quote: { endsAt, availableUntil }, timezone }: { quote: Quote; timezone: string }) {
  if (availableUntil !== null && availableUntil < endsAt) {
    return (
      <strong>
        {bookingWords.value.form.takenFrom} <LotMoment instant={availableUntil} timezone={timezone} />
      </strong>
    );
  }
  return (
    <span>
      {bookingWords.value.until} <LotMoment instant={endsAt} timezone={timezone} />
    </span>
  );
}
