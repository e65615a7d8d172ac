/**
 * Runs at once, and then at most once per interval; the last request is not lost.
 * @param everyMs read at each run, since it may depend on what somebody looks at.
 */
export function throttle(run: () => void, everyMs: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const rest = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) go();
    }, everyMs());
  };
  const go = () => {
    isWanted = false;
    rest();
    run();
  };
  return () => {
    if (timer === undefined) go();
    else isWanted = true;
  };
}
