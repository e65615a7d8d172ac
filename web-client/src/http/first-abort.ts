/**
 * Aborts with the first of its signals. `AbortSignal.any` does the same where there is one; browsers that ParkMate
 * supports have popovers, and some of them not this.
 */
export function firstAbort(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = () => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    // Leaves no listener at a signal that lives on.
    else signal.addEventListener('abort', abort, { once: true, signal: controller.signal });
  }
  return controller.signal;
}
