import { useEffect, useMemo, useRef } from 'preact/hooks';
import { throttle } from '../live/throttle.js';

/** A mass of changes costs a read of each list every three seconds at most; a tab that nobody sees may be older. */
const everyMs = () => (document.visibilityState === 'visible' ? 3_000 : 30_000);

/** Refreshes what is shown when `cause` becomes another one, at most once per interval. Not for the first, with which it is read. */
export function useRefreshOn(cause: unknown, refresh: () => void): void {
  const latest = useRef<(() => void) | undefined>(refresh);
  latest.current = refresh;
  const known = useRef<unknown>(undefined);
  const request = useMemo(() => throttle(() => latest.current?.(), everyMs), []);
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
