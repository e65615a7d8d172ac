import { useEffect, useState } from 'preact/hooks';
import { monotonic } from '../time/clock.js';

/** The monotonic time, anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(monotonic);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(monotonic());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
