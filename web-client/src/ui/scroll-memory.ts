/** How long content may take until its page is as long as it was. */
const patienceMs = 5_000;

/** For how long it has to stay as long. */
const settledMs = 700;

/** By address, how far a page was scrolled when it was left. */
const positions = new Map<string, number>();

/**
 * Back and forward lead to where somebody was on the page, also where its content has to be loaded first: browsers give
 * up before that.
 */
export function keepScrollPositions(): void {
  history.scrollRestoration = 'manual';
  let stopRestoring: (() => void) | undefined;
  window.addEventListener(
    'scroll',
    () => {
      // What a page that is not there yet is scrolled to says nothing.
      if (!stopRestoring) positions.set(location.href, window.scrollY);
    },
    { passive: true },
  );
  window.addEventListener('popstate', () => {
    stopRestoring?.();
    const end = restore(positions.get(location.href) ?? 0, () => {
      stopRestoring = undefined;
    });
    stopRestoring = end;
  });
}

/**
 * Scrolls as soon as the page is long enough, unless somebody does something first; and again if what was long enough was
 * still the page that is left. @returns a function that gives up.
 */
function restore(top: number, ended: () => void): () => void {
  const watcher = new ResizeObserver(look);
  const controller = new AbortController();
  const { signal } = controller;
  let timer = setTimeout(end, patienceMs);
  function end() {
    watcher.disconnect();
    controller.abort();
    clearTimeout(timer);
    ended();
  }
  function look() {
    const { scrollHeight, clientHeight } = document.documentElement;
    const isLongEnough = scrollHeight - clientHeight >= top;
    if (isLongEnough) window.scrollTo(0, top);
    clearTimeout(timer);
    timer = setTimeout(end, isLongEnough ? settledMs : patienceMs);
  }
  for (const act of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    window.addEventListener(act, end, { signal, passive: true });
  }
  watcher.observe(document.body);
  return end;
}
