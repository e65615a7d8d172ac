import { useState } from 'preact/hooks';
import { sentenceFor } from '../http/problem.js';
import { bookingWords } from '../texts/booking.js';

/** Loads the next page of a list. */
export function MoreButton({ more }: { more: () => Promise<void> }) {
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const read = async () => {
    if (state.isBusy) return;
    setState({ isBusy: true });
    await more().then(
      () => {
        setState({ isBusy: false });
      },
      (error: unknown) => {
        setState({ isBusy: false, error });
      },
    );
  };
  return (
    <>
      {state.error !== undefined && (
        <p class="field-error" role="alert">
          {sentenceFor(state.error)}
        </p>
      )}
      <button type="button" class="quiet wide" aria-disabled={state.isBusy} onClick={() => void read()}>
        {bookingWords.value.more}
      </button>
    </>
  );
}
