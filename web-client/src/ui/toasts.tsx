import { useEffect, useRef, useState } from 'preact/hooks';
import { toastWords } from '../texts/toasts.js';
import { toasts } from '../toasts/toasts.js';
import { Announcements } from './announcements.js';
import { usePhone } from './phone.js';
import { ToastCard } from './toast-card.js';
import { Urgency } from './urgency.js';
import { useOnTop } from './use-on-top.js';
import { useToastKeys } from './use-toast-keys.js';

/** How many toasts are shown while nobody has asked for all: on a phone more than one would cover the page. */
const usualRoom = (isPhone: boolean) => (isPhone ? 1 : 4);

/** All toasts, and what says them to those who do not see them. */
export default function Toasts() {
  const place = useRef<HTMLElement>(null);
  const t = toastWords.value;
  const [isOpen, setOpen] = useState(false);
  const isPhone = usePhone();
  const shown = toasts.shown.value;
  const waiting = toasts.waiting.value;
  useOnTop(place);
  useHiddenHold();
  useToastKeys(place, () => {
    setOpen(false);
  });
  useEffect(() => {
    toasts.setRoom(isOpen ? Infinity : usualRoom(isPhone));
  }, [isOpen, isPhone]);
  useEffect(() => {
    // With the last one, the element goes under the pointer, which then leaves nothing.
    if (shown.length === 0) toasts.release('pointer');
    if (shown.length <= usualRoom(isPhone)) setOpen(false);
  }, [shown]);

  return (
    <>
      <Announcements />
      <Urgency />
      <section
        ref={place}
        popover="manual"
        class={`toasts ${toasts.isHeld.value ? 'held' : ''}`}
        aria-label={t.label}
        data-own-focus
        onPointerEnter={() => {
          toasts.hold('pointer');
        }}
        onPointerLeave={() => {
          toasts.release('pointer');
        }}
        onFocusIn={({ target }) => {
          // A tap leaves the focus behind too, and nobody is reading then.
          if ((target as Element).matches(':focus-visible')) toasts.hold('focus');
        }}
        onFocusOut={() => {
          toasts.release('focus');
        }}
      >
        <ol>
          {shown.map((toast) => (
            <ToastCard key={toast.slot} {...toast} />
          ))}
        </ol>
        {(waiting > 0 || isOpen) && (
          <button
            type="button"
            class="quiet toasts-more"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            {isOpen ? t.fewer : t.waiting(waiting)}
          </button>
        )}
      </section>
    </>
  );
}

/** Time stands still while nobody can see the page. */
function useHiddenHold(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'hidden') toasts.hold('hidden page');
      else toasts.release('hidden page');
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
