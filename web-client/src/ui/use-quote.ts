import { useEffect, useState } from 'preact/hooks';
import type { Quote, QuoteBody } from '../../../contract/api/bookings.js';
import { quoteBooking } from '../http/bookings.js';

/** Whoever types a number of minutes is not asked for after each digit. */
const settleMs = 250;

/** What the server would take for it, as soon as it says so; nothing while it does not, or would refuse it. */
export function useQuote(asked: QuoteBody | undefined): Quote | undefined {
  const [quote, setQuote] = useState<Quote>();
  const key = JSON.stringify(asked);
  useEffect(() => {
    setQuote(undefined);
    if (!asked || !Number.isFinite(asked.durationSeconds)) return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      quoteBooking(asked, signal).then(
        (answer) => {
          if (!signal.aborted) setQuote(answer);
        },
        // Why it is refused is said when it is really asked for.
        () => undefined,
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return quote;
}
