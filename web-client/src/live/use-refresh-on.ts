import { useEffect, useMemo, useRef } from 'preact/hooks';
import { throttle } from './throttle.js';

/** A tab that nobody sees may be so many times older. */
const hiddenFactor = 10;

/**
 * Refreshes what is shown when `cause` becomes another one: a mass of changes costs one read per interval. Not for the first,
 * with which it was read.
 */
export function useRefreshOn(cause: unknown, refresh: () => void, everyMs: number): void {
  const latest = useRef<(() => void) | undefined>(refresh);
  latest.current = refresh;
  const known = useRef<unknown>(undefined);
  const request = useMemo(
    () =>
      throttle(
        () => latest.current?.(),
        () => (document.visibilityState === 'visible' ? everyMs : hiddenFactor * everyMs),
      ),
    [],
  );
  useEffect(() => {
    if (known.current !== undefined && cause !== known.current) request();
    known.current = cause;
  }, [cause]);
  useEffect(
    () => () => {
      latest.current = undefined;
    },
    [],
  );
}
