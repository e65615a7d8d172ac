import { useEffect } from 'preact/hooks';
import type { Expiry } from '../renewals/expiry.js';
import { unlessElsewhere } from '../session/exclusively.js';
import { time } from '../texts/time.js';
import { timeLeft } from '../time/remaining.js';
import { toasts } from '../toasts/toasts.js';
import { useSecondsLeft } from './countdown.js';
import { urgentTitle } from './page-title.js';

/** Two short buzzes and a longer one. */
const buzzMs = [120, 80, 120, 80, 300];

/** The warning that ends first, in the title of the tab, and to be felt where the device can vibrate. */
export function Urgency() {
  const first = toasts.warning.value?.ending;
  return first ? <Ticking key={`${first.bookingId} ${first.deadlineVersion}`} {...first} /> : null;
}

/** Long enough for all tabs to have heard of a warning. */
const onceWithinMs = 5_000;

/** Vibrates in one of several tabs. */
const buzz = (warning: string) =>
  unlessElsewhere(`parkmate.buzz.${warning}`, async () => {
    navigator.vibrate(buzzMs);
    await new Promise((resolve) => setTimeout(resolve, onceWithinMs));
  });

function Ticking({ bookingId, deadlineVersion, slotCode, endsAt }: Expiry) {
  const seconds = useSecondsLeft(endsAt);
  useEffect(() => {
    // Browsers complain of a page that vibrates before anybody has touched it.
    const canBuzz = 'vibrate' in navigator && navigator.userActivation.hasBeenActive;
    if (canBuzz && document.visibilityState === 'visible') void buzz(`${bookingId} ${deadlineVersion}`);
    return () => {
      urgentTitle.value = '';
    };
  }, []);
  useEffect(() => {
    urgentTitle.value = `${time.value.stillLeft(timeLeft(seconds))}, ${slotCode} · `;
  }, [seconds]);
  return null;
}
