import { useEffect } from 'preact/hooks';
import { onWake } from '../live/wake.js';

/** Looks again from time to time while somebody may be looking: nobody is told when a stranger takes a slot. */
export function useEvery(ms: number, look: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look();
    }, ms);
    const stopWaiting = onWake(look);
    return () => {
      clearInterval(timer);
      stopWaiting();
    };
  }, [ms, look]);
}
