import { X } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import { placeOf } from '../http/server.js';
import { live } from '../live/live.js';
import type { Expiry } from '../renewals/expiry.js';
import type { RenewalOffer } from '../renewals/renewal-offer.js';
import { time } from '../texts/time.js';
import { toastWords } from '../texts/toasts.js';
import { roughlyLeft } from '../time/remaining.js';
import { shownForMs, type Toast } from '../toasts/toast-list.js';
import { toasts } from '../toasts/toasts.js';
import { activeElement } from './active-element.js';
import { read, readQuietly } from './change-inbox.js';
import { useSecondsLeft } from './countdown.js';
import { EndingLine } from './ending-line.js';
import { RenewalButton, RenewalRemark } from './renewal-buttons.js';
import { ShownLine, TimeLine } from './toast-line.js';
import { ToastText } from './toast-text.js';
import { TypeIcon } from './type-icon.js';
import { useSwipe } from './use-swipe.js';

export function ToastCard(toast: Toast) {
  const { slot, notificationId, type, title, message, link, action, offer, ending } = toast;
  const t = toastWords.value;
  const card = useRef<HTMLLIElement>(null);
  const close = () => {
    // Browsers do not always fire `blur` when the focused element is removed.
    toasts.release('focus');
    toasts.close(slot);
  };
  const dismiss = () => {
    close();
    // Else it would be back after a reload, and it stays in the other tabs.
    if (offer && live.value && notificationId !== undefined) void readQuietly(live.value, [notificationId]);
  };
  useSwipe(card, dismiss);
  const follow = () => {
    close();
    if (live.value && notificationId !== undefined) void read(live.value, [notificationId]);
  };
  /** The button that had the focus may be gone: it is in what has come of it. */
  const keepFocus = () => {
    requestAnimationFrame(() => {
      if (activeElement() === document.body) card.current?.focus({ preventScroll: true });
    });
  };
  return (
    <li ref={card} class={`toast ${type} ${offer ? 'running' : ''}`} data-type={type} tabIndex={-1}>
      <TypeIcon type={type} />
      <div class="toast-text">
        {offer ? (
          <Warning offer={offer} {...offer.expiry} />
        ) : (
          <>
            <p class="strong toast-lines" dir="auto">
              {title}
            </p>
            {ending && (
              <p>
                <EndingLine {...ending} />
              </p>
            )}
            {message && <ToastText text={message} />}
          </>
        )}
        {!offer && link && (
          <a {...placeOf(link)} onClick={follow}>
            {t.show}
          </a>
        )}
        {action && (
          <button
            type="button"
            class="link"
            onClick={() => {
              action.run();
              close();
            }}
          >
            {action.label}
          </button>
        )}
      </div>
      {offer && link && <Actions offer={offer} link={link} follow={follow} settled={keepFocus} />}
      <button type="button" class="icon-button" aria-label={t.dismiss(title)} onClick={dismiss}>
        <X aria-hidden="true" />
      </button>
      {offer ? (
        <TimeLine {...offer.expiry} />
      ) : (
        <ShownLine key={`${title} ${message}`} ms={shownForMs(toast)} />
      )}
    </li>
  );
}

/** The words of the catalogue, with the time that is really left. */
function Warning({ offer, ...ending }: Expiry & { offer: RenewalOffer }) {
  const seconds = useSecondsLeft(ending.endsAt);
  return (
    <>
      <p class="strong">
        <EndingLine {...ending} />
      </p>
      <p>{seconds > 0 ? toastWords.value.renewal.willExpire(roughlyLeft(seconds)) : time.value.isUp}</p>
      <RenewalRemark offer={offer} />
    </>
  );
}

interface ActionsProps {
  offer: RenewalOffer;
  link: string;
  follow: () => void;
  settled: () => void;
}

function Actions({ offer, link, follow, settled }: ActionsProps) {
  const isOver = useSecondsLeft(offer.expiry.endsAt) === 0;
  return (
    <div class="toast-actions">
      <RenewalButton offer={offer} isOver={isOver} settled={settled} />
      <a class="button quiet" {...placeOf(link)} onClick={follow}>
        {toastWords.value.view}
      </a>
    </div>
  );
}
