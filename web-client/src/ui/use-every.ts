import { useEffect } from 'preact/hooks';

/** Polls while the page is visible: other users' bookings are not pushed. */
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
