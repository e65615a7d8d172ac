import { useEffect, useState } from 'preact/hooks';
import { time } from '../texts/time.js';
import { toastWords } from '../texts/toasts.js';
import { roughlyLeft, secondsLeft } from '../time/remaining.js';
import { serverClock } from '../time/clock.js';
import type { Toast } from '../toasts/toast-list.js';
import { toasts } from '../toasts/toasts.js';

/** Long enough for screen readers to take notice, and short enough not to be found by somebody who reads the page. */
const saidForMs = 3_000;

const keyOf = ({ slot, title, message }: Toast) => [slot, title, message].join('\n');

/** Once each, although a toast may leave the screen for a more urgent one and come back, or be in a dialog. */
const said = new Set<string>();

function sentenceOf({ type, title, message, ending }: Toast): string {
  const booking =
    ending && `${ending.slotCode}, ${ending.lotName}: ${time.value.stillLeft(roughlyOf(ending.endsAt))}.`;
  return [`${toastWords.value.types[type]}: ${title}.`, booking, message].filter(Boolean).join(' ');
}

const roughlyOf = (endsAt: string) => roughlyLeft(secondsLeft(endsAt, serverClock.now()));

/**
 * Says each toast once to screen readers, those that are urgent at once. The toasts themselves are no live region: the
 * time that runs down in them would be read every second.
 */
export function Announcements() {
  const [spoken, setSpoken] = useState({ polite: '', assertive: '' });
  const shown = toasts.shown.value;

  useEffect(() => {
    const fresh = shown.filter((toast) => !said.has(keyOf(toast)));
    if (fresh.length === 0) return;
    for (const toast of fresh) said.add(keyOf(toast));
    const isUrgent = ({ type, offer }: Toast) => type === 'error' || offer !== undefined;
    setSpoken({
      polite: fresh
        .filter((toast) => !isUrgent(toast))
        .map(sentenceOf)
        .join(' '),
      assertive: fresh.filter(isUrgent).map(sentenceOf).join(' '),
    });
  }, [shown]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSpoken({ polite: '', assertive: '' });
    }, saidForMs);
    return () => {
      clearTimeout(timer);
    };
  }, [spoken]);

  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        {spoken.polite}
      </p>
      <p class="visually-hidden" aria-live="assertive">
        {spoken.assertive}
      </p>
    </>
  );
}
