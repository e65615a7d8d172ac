import { useEffect } from 'preact/hooks';
import { toasts } from '../toasts/toasts.js';
import { Announcements } from './announcements.js';
import { ToastCard } from './toast-card.js';
import { Urgency } from './urgency.js';

/** All toasts, and what says them to those who do not see them. */
export function Toasts() {
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
  return (
    <section
      class="toasts"
      aria-label="Toasts"
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
      <Announcements />
      <Urgency />
      <ol>
        {toasts.shown.value.map((toast) => (
          <ToastCard key={toast.slot} {...toast} />
        ))}
      </ol>
    </section>
  );
}
