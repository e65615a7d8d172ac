import '../styles/inbox.css';
import { CheckCheck, Trash2, X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { archiveNotifications, readNotifications } from '../http/api.js';
import type { Live } from '../live/live.js';
import { toasts } from '../toasts/toasts.js';
import { changeInbox } from './change-inbox.js';
import { InboxRow } from './inbox-row.js';
import { Empty, Failure, Loading } from './states.js';

/** The panel that the bell opens: notifications, newest first. */
export default function InboxPanel({ live }: { live: Live }) {
  const { inbox, pages, isBellOpen } = live;
  const items = inbox.items.value;
  const state = pages.state.value;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  const close = () => (isBellOpen.value = false);

  const readAll = () => {
    const upTo = items[0]?.seq ?? 0;
    const readIds = items.map(({ id }) => id);
    return changeInbox(live, async () => ({
      ...(await readNotifications({ upTo })),
      readIds,
      readUpTo: upTo,
    }));
  };
  const archiveAll = () => {
    // Notifications that arrive meanwhile have not been seen here, and stay.
    const upTo = items[0]?.seq ?? 0;
    const archivedIds = items.map(({ id }) => id);
    return changeInbox(live, async () => ({
      ...(await archiveNotifications(upTo)),
      archivedIds,
      archivedUpTo: upTo,
    }));
  };

  return (
    <>
      <div class="inbox-head">
        <h2 id="inbox-title" ref={title} tabIndex={-1}>
          Notifications
        </h2>
        <button type="button" class="icon-button" aria-label="Close notifications" onClick={close}>
          <X aria-hidden="true" />
        </button>
        {items.length > 0 && (
          <div class="inbox-actions">
            <button type="button" class="link" onClick={() => void readAll()}>
              <CheckCheck aria-hidden="true" /> Mark all read
            </button>
            <button type="button" class="link" onClick={() => void archiveAll()}>
              <Trash2 aria-hidden="true" /> Archive all
            </button>
          </div>
        )}
      </div>
      <PanelErrors />
      {state === 'failed' && <Failure error={new Error('unread')} retry={() => void pages.loadNewest()} />}
      {items.length === 0 && state === 'loading' && <Loading what="Loading notifications" />}
      {items.length === 0 && state === 'ready' && <Empty title="You are all caught up" />}
      <ul class="inbox-rows">
        {items.map((notification) => (
          <InboxRow key={notification.id} live={live} notification={notification} close={close} />
        ))}
      </ul>
      {pages.hasOlder.value && (
        <button type="button" class="quiet wide" onClick={() => void pages.loadOlder()}>
          Show older ones
        </button>
      )}
    </>
  );
}

/** What went wrong here, on phones, where the panel covers the toasts that say so. Those are announced already. */
const PanelErrors = () => (
  <>
    {toasts.shown.value
      .filter(({ type, notificationId }) => type === 'error' && notificationId === undefined)
      .map(({ slot, title, message }) => (
        <p key={slot} class="form-error panel-error">
          {title}: {message}
        </p>
      ))}
  </>
);
