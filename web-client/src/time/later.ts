/** Timers of browsers count in 32 bits: of a longer one they make none, and call at once. */
const longestMs = 2 ** 31 - 1;

/** Calls `work` after so long, which may be months. @returns a function that cancels it */
export function later(work: () => void, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (leftMs: number) => {
    const stretchMs = Math.min(leftMs, longestMs);
    timer = setTimeout(() => {
      if (leftMs > stretchMs) wait(leftMs - stretchMs);
      else work();
    }, stretchMs);
  };
  wait(ms);
  return () => {
    clearTimeout(timer);
  };
}
