import { useEffect, useState } from 'preact/hooks';
import type { Quote, QuoteBody } from '../../../contract/api/bookings.js';
import { quoteBooking } from '../http/bookings.js';

/** Debounce of the duration input. */
const debounceMs = 250;

/**
 * A price quote, debounced; undefined while it is loading or refused.
 * @param changes what it may depend on besides: asks anew where one of these changes.
 */
export function useQuote(asked: QuoteBody | undefined, changes: readonly unknown[] = []): Quote | undefined {
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
        // The reason of a refusal is shown on submit.
        () => undefined,
      );
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, ...changes]);
  return quote;
}
