/**
 * Single-flight with a short cache: concurrent callers share one call of `ask`, and its result is reused for `keepMs`. It
 * bounds the rate of an expensive query under any load.
 * @param ask never runs concurrently with itself. A failure is thrown to all waiters and not cached.
 * @param now milliseconds of a monotonic clock.
 */
export function singleFlight<Answer>(
  ask: () => Promise<Answer>,
  keepMs: number,
  now: () => number = () => performance.now(),
): () => Promise<Answer> {
  let shared: Promise<Answer> | undefined;
  let keptUntil = Infinity;
  return () => {
    if (shared && now() < keptUntil) return shared;
    keptUntil = Infinity;
    shared = ask();
    shared.then(
      () => (keptUntil = now() + keepMs),
      () => (shared = undefined),
    );
    return shared;
  };
}
