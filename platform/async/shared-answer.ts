/**
 * One answer for all who ask the same: while it is sought they wait for it together, and for `keepMs` after it was found
 * they are given it again. A question that costs something is so asked as often as that allows, whatever the crowd.
 * @param ask is never running twice at once. When it fails, all who wait are told, and the next one asks anew.
 * @param now milliseconds of a clock that nobody sets.
 */
export function shareAnswer<Answer>(
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
