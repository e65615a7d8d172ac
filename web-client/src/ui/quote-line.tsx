import type { QuoteBody } from '../../../contract/api/bookings.js';
import { serverClock } from '../time/clock.js';
import { formatMoment, formatMoney } from '../time/format.js';
import { useQuote } from './use-quote.js';

/** Price and end of what is about to be booked. The line keeps its place while nothing is known. */
export function QuoteLine({ asked }: { asked: QuoteBody | undefined }) {
  const quote = useQuote(asked);
  if (!quote) return <p class="quote" aria-live="polite" />;
  const { price, endsAt, availableUntil } = quote;
  const moment = (instant: string) => formatMoment(instant, serverClock.now());
  const isTaken = availableUntil !== null && availableUntil < endsAt;
  return (
    <p class="quote" aria-live="polite">
      <span class="amount">{formatMoney(price.amount, price.currency)}</span>
      {isTaken ? (
        <span class="quote-taken">Somebody else has the slot from {moment(availableUntil)}</span>
      ) : (
        <span>
          until <time dateTime={endsAt}>{moment(endsAt)}</time>
        </span>
      )}
    </p>
  );
}
