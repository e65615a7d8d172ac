import type { Expiry } from '../renewals/expiry.js';
import { useSecondsLeft } from './countdown.js';

/** A warning comes so long before the end, unless this ParkMate is set otherwise. */
const usualSeconds = 300;

/** For how long a toast is still shown, as a line that becomes shorter. It stands still while the toast does. */
export function ShownLine({ ms }: { ms: number }) {
  return <span class="toast-line" aria-hidden="true" style={{ animationDuration: `${ms}ms` }} />;
}

/** How much of the last minutes of a booking is left, as a line. */
export function TimeLine({ endsAt }: Expiry) {
  const share = Math.min(1, useSecondsLeft(endsAt) / usualSeconds);
  return <span class="toast-line of-time" aria-hidden="true" style={{ scale: `${share} 1` }} />;
}
