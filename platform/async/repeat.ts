/**
 * Runs work again and again, with a pause after each run, by the monotonic clock. Runs never overlap.
 * @param onError receives what a run throws; the next one comes all the same.
 */
export function repeat(
  everyMs: number,
  run: () => Promise<void>,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const again = () => {
    running = (async () => run())()
      .catch(onError)
      .then(() => {
        running = undefined;
        if (!stopped) timer = setTimeout(again, everyMs);
      });
  };
  timer = setTimeout(again, everyMs);
  return {
    /** Resolves when the run that is under way has ended. */
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
