import { onTabMessage, tellTabs } from '../session/tabs.js';

const lockName = 'parkmate.toasts';

/** Without locks, for how long at most a tab waits for others to take the place of one that was left. */
const politeMs = 200;

const isVisible = () => document.visibilityState === 'visible';

/**
 * Of all tabs of a browser that can be seen, the one that was used last shows toasts (Web Locks). Where there are no locks, the tabs tell
 * each other, which one that dies does not.
 * @param present called when this tab begins and ceases to be that one
 * @returns a function that ends it
 */
export function presentInOneTab(present: (isPresenting: boolean) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let stage: Stage = 'locks' in navigator ? byLocks(present, fallBack) : byMessages(present, signal);
  function fallBack() {
    if (signal.aborted) return;
    stage = byMessages(present, signal);
    look();
  }
  function look() {
    if (!isVisible()) stage.leave();
    else if (document.hasFocus()) stage.take();
    else stage.wait();
  }
  const take = () => {
    if (isVisible()) stage.take();
  };
  document.addEventListener('visibilitychange', look, { signal });
  window.addEventListener(
    'pagehide',
    () => {
      stage.leave();
    },
    { signal },
  );
  for (const use of ['focus', 'pageshow', 'pointerdown', 'keydown'])
    window.addEventListener(use, take, { signal, capture: true });
  look();
  return () => {
    controller.abort();
    stage.leave();
    present(true);
  };
}

interface Stage {
  /** This tab is used: it shows them now. */
  take: () => void;
  /** It can be seen: it shows them when no other one does. */
  wait: () => void;
  leave: () => void;
}

/** @param refused called where the browser does not grant locks, as with storage disabled */
function byLocks(present: (isPresenting: boolean) => void, refused: () => void): Stage {
  /** Of the request that was made last. */
  let turn = 0;
  let waiting: AbortController | undefined;
  let release: (() => void) | undefined;
  present(false);

  const ask = (options: LockOptions) => {
    const mine = ++turn;
    navigator.locks
      .request(lockName, options, () => {
        if (mine !== turn) return undefined;
        waiting = undefined;
        present(true);
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch((error: unknown) => {
        const isTaken = error instanceof DOMException && error.name === 'AbortError';
        if (!isTaken) refused();
        else if (mine === turn) {
          // Another tab is used now. When that one goes, this one goes on.
          leave();
          if (isVisible()) wait();
        }
      });
  };
  const wait = () => {
    if (release || waiting) return;
    waiting = new AbortController();
    ask({ signal: waiting.signal });
  };
  const leave = () => {
    turn += 1;
    waiting?.abort();
    waiting = undefined;
    release?.();
    release = undefined;
    present(false);
  };
  const take = () => {
    if (release) return;
    leave();
    ask({ steal: true });
  };
  return { take, wait, leave };
}

function byMessages(present: (isPresenting: boolean) => void, signal: AbortSignal): Stage {
  let isPresenting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (next: boolean) => {
    clearTimeout(timer);
    isPresenting = next;
    present(next);
  };
  const take = () => {
    if (isPresenting) return;
    set(true);
    tellTabs({ kind: 'presenting' });
  };
  onTabMessage((message) => {
    if (signal.aborted) return;
    if (message.kind === 'presenting') set(false);
    if (message.kind === 'presented' && isVisible()) timer = setTimeout(take, Math.random() * politeMs);
  });
  const leave = () => {
    if (isPresenting) tellTabs({ kind: 'presented' });
    set(false);
  };
  return { take, wait: take, leave };
}
