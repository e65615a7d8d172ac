import { Bell as BellIcon } from 'lucide-preact';
import { ErrorBoundary, lazy } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import type { Live } from '../live/live.js';
import { inbox as texts } from '../texts/inbox.js';
import { retryImport } from './retry-import.js';

const InboxPanel = lazy(() => retryImport(() => import('./inbox-panel.js')));

const mostShown = 99;

/** The unread count and the button that opens the inbox. */
export function Bell({ live }: { live: Live }) {
  const { isBellOpen, inbox } = live;
  const panel = useRef<HTMLDivElement>(null);
  const unread = inbox.unreadCount.value;
  const isOpen = isBellOpen.value;

  useEffect(() => {
    // Preloads the panel, so that it opens offline.
    InboxPanel.preload().catch(() => undefined);
  }, []);
  useEffect(() => {
    const element = panel.current;
    if (element && isOpen !== element.matches(':popover-open')) element.togglePopover(isOpen);
  }, [isOpen]);

  return (
    <>
      <button
        type="button"
        class="icon-button bell"
        popovertarget="inbox"
        aria-label={texts.value.bell(unread)}
      >
        <BellIcon aria-hidden="true" />
        {unread > 0 && (
          <span class="badge" aria-hidden="true" data-testid="unread">
            {unread > mostShown ? `${mostShown}+` : unread}
          </span>
        )}
      </button>
      <div
        id="inbox"
        class="inbox"
        popover="auto"
        ref={panel}
        role="dialog"
        aria-labelledby="inbox-title"
        onToggle={(event) => {
          isBellOpen.value = event.newState === 'open';
        }}
      >
        <ErrorBoundary>{isOpen && <InboxPanel live={live} />}</ErrorBoundary>
      </div>
    </>
  );
}
