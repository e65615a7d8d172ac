import { useEffect } from 'preact/hooks';
import type { Expiry } from '../renewals/expiry.js';
import { unlessElsewhere } from '../session/exclusively.js';
import { time } from '../texts/time.js';
import { timeLeft } from '../time/remaining.js';
import { toasts } from '../toasts/toasts.js';
import { useSecondsLeft } from './countdown.js';
import { urgentTitle } from './page-title.js';
import { chime, mayBeNoticed, sound, vibrate, vibration } from './warning-signals.js';

/** The warning that ends first, in the title of the tab, and to be felt and heard where that is wanted. */
export function Urgency() {
  const first = toasts.warning.value?.ending;
  return first ? <Ticking key={`${first.bookingId} ${first.deadlineVersion}`} {...first} /> : null;
}

/** Long enough for all tabs to have heard of a warning. */
const onceWithinMs = 5_000;

/** In one of several tabs. */
const inOneTab = (what: string, work: () => void) =>
  unlessElsewhere(`parkmate.${what}`, async () => {
    work();
    await new Promise((resolve) => setTimeout(resolve, onceWithinMs));
  });

function beNoticed(warning: string): void {
  if (!mayBeNoticed()) return;
  // A phone in a pocket shows no page, and vibrates for none.
  if (vibration.peek() && document.visibilityState === 'visible') void inOneTab(`buzz.${warning}`, vibrate);
  if (sound.peek()) void inOneTab(`chime.${warning}`, () => void chime());
}

function Ticking({ bookingId, deadlineVersion, slotCode, endsAt }: Expiry) {
  const seconds = useSecondsLeft(endsAt);
  useEffect(() => {
    beNoticed(`${bookingId} ${deadlineVersion}`);
    return () => {
      urgentTitle.value = '';
    };
  }, []);
  useEffect(() => {
    urgentTitle.value = `${time.value.stillLeft(timeLeft(seconds))}, ${slotCode} · `;
  }, [seconds]);
  return null;
}
