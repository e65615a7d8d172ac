import { useEffect, useState } from 'preact/hooks';
import type { Booking } from '../../../contract/api/bookings.js';
import { phaseOf, type BookingPhase } from '../bookings/booking-phase.js';
import { serverClock } from '../time/clock.js';

/** Timers overflow beyond this; then it is looked at again. */
const longestWaitMs = 86_400_000;

/** The phase of a booking at this moment: an upcoming one becomes active by itself. */
export function usePhase(booking: Booking): BookingPhase {
  const { startsAt } = booking;
  const [, look] = useState(0);
  const phase = phaseOf(booking, serverClock.now());
  useEffect(() => {
    if (phase !== 'upcoming') return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const leftMs = Date.parse(startsAt) - serverClock.now();
      if (leftMs <= 0) look((count) => count + 1);
      else timer = setTimeout(wait, Math.min(leftMs, longestWaitMs));
    };
    wait();
    return () => {
      clearTimeout(timer);
    };
  }, [phase, startsAt]);
  return phase;
}
