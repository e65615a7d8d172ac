import { useEffect } from 'preact/hooks';

/** Looks again from time to time while somebody may be looking: nobody is told when a stranger takes a slot. */
export function useEvery(ms: number, look: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look();
    }, ms);
    return () => {
      clearInterval(timer);
    };
  }, [ms, look]);
}
