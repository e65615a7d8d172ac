import { useEffect } from 'preact/hooks';
import { onWake } from '../live/wake.js';

const firstWaitMs = 2_000;
const longestWaitMs = 15_000;

/**
 * Tries again by itself while `isNeeded`, at growing intervals, and at once when the device is back online: nobody should
 * read that the server cannot be reached when it can.
 */
export function useRetry(isNeeded: boolean, retry: () => void): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    let waitMs = firstWaitMs;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') retry();
        waitMs = Math.min(waitMs * 2, longestWaitMs);
        wait();
      }, waitMs);
    };
    wait();
    const stop = onWake(retry);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [isNeeded]);
}
