import { X } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { live } from '../live/live.js';
import type { Toast } from '../toasts/toast-list.js';
import { toasts } from '../toasts/toasts.js';
import { read } from './change-inbox.js';
import { TypeIcon } from './type-icon.js';

/** All toasts. The list is rendered from the start: screen readers announce only additions to an existing live region. */
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
      onFocusIn={() => {
        toasts.hold('focus');
      }}
      onFocusOut={() => {
        toasts.release('focus');
      }}
    >
      <ol aria-live="polite" aria-relevant="additions text">
        {toasts.shown.value.map((toast) => (
          <ToastCard key={toast.slot} {...toast} />
        ))}
      </ol>
    </section>
  );
}

function ToastCard({ slot, notificationId, type, title, message, link, open }: Toast) {
  const dismiss = () => {
    // Browsers do not always fire `blur` when the focused element is removed.
    toasts.release('focus');
    toasts.dismiss(slot);
  };
  const follow = () => {
    dismiss();
    if (live.value && notificationId !== undefined) void read(live.value, notificationId);
  };
  return (
    <li class={`toast ${type}`} aria-atomic="true" data-type={type}>
      <TypeIcon type={type} />
      <div class="toast-text">
        <p class="strong" dir="auto">
          {title}
        </p>
        <p dir="auto">{message}</p>
        {link && (
          <a href={link} onClick={follow}>
            Show
          </a>
        )}
        {open && (
          <button
            type="button"
            class="link"
            onClick={() => {
              open();
              dismiss();
            }}
          >
            Show them
          </button>
        )}
      </div>
      <button type="button" class="icon-button" aria-label={`Dismiss: ${title}`} onClick={dismiss}>
        <X aria-hidden="true" />
      </button>
    </li>
  );
}
