import type { Quote, QuoteBody } from '../../../contract/api/bookings.js';
import { serverClock } from '../time/clock.js';
import { formatMoment, formatMoney } from '../time/format.js';
import { useQuote } from './use-quote.js';

/** Price and end of the booking in the form. The empty line keeps its height against a layout shift. */
export function QuoteLine({ asked }: { asked: QuoteBody | undefined }) {
  const quote = useQuote(asked);
  return (
    <p class="quote pair" aria-live="polite">
      <span class="amount">{quote ? formatMoney(quote.price.amount, quote.price.currency) : '\u00a0'}</span>
      {quote && <Until quote={quote} />}
    </p>
  );
}

function Until({ quote: { endsAt, availableUntil } }: { quote: Quote }) {
  const moment = (instant: string) => formatMoment(instant, serverClock.now());
  if (availableUntil !== null && availableUntil < endsAt) {
    return <strong>Somebody else has the slot from {moment(availableUntil)}</strong>;
  }
  return (
    <span>
      until <time dateTime={endsAt}>{moment(endsAt)}</time>
    </span>
  );
}
