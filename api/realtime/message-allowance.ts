const burst = 20;
const perSecond = 5;

/** A token bucket: a burst of messages, refilled every second. Says whether one more is allowed. */
export function messageAllowance(now: () => number = () => performance.now()): () => boolean {
  let left = burst;
  let countedAt = now();
  return () => {
    const at = now();
    left = Math.min(burst, left + ((at - countedAt) / 1_000) * perSecond);
    countedAt = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
