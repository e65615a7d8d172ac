import '../styles/inbox.css';
import { X } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isUnread } from '../live/after-change.js';
import type { Live } from '../live/live.js';
import { inbox as texts } from '../texts/inbox.js';
import { toasts } from '../toasts/toasts.js';
import { archiveAll, readAll, unarchive } from './change-inbox.js';
import { InboxList } from './inbox-list.js';
import { OutcomeBar, type Outcome } from './inbox-outcome.js';
import { InboxTabs } from './inbox-tabs.js';

interface Props {
  live: Live;
}

/** The panel that the bell opens: notifications, newest first, as three lists. */
export default function InboxPanel({ live }: Props) {
  const { pages, isBellOpen } = live;
  const t = texts.value;
  const [outcome, setOutcome] = useState<Outcome>();
  const title = useRef<HTMLHeadingElement>(null);
  const focusTitle = () => title.current?.focus();
  useEffect(() => {
    focusTitle();
    void pages.show('all');
    return () => {
      void pages.show('all');
    };
  }, []);
  const close = () => (isBellOpen.value = false);

  return (
    <>
      <div class="inbox-head">
        <h2 id="inbox-title" ref={title} tabIndex={-1}>
          {t.title}
        </h2>
        <button type="button" class="icon-button" aria-label={t.close} onClick={close}>
          <X aria-hidden="true" />
        </button>
        <InboxTabs
          shown={pages.shown.value}
          show={(list) => {
            setOutcome(undefined);
            void pages.show(list);
          }}
        />
        {pages.shown.value !== 'archived' && <BulkActions live={live} done={setOutcome} />}
      </div>
      <PanelErrors />
      <InboxList live={live} close={close} done={setOutcome} nothingLeft={focusTitle} />
      <OutcomeBar
        outcome={outcome}
        undone={() => {
          setOutcome({ said: t.done.undone });
          focusTitle();
        }}
      />
    </>
  );
}

interface ActionsProps extends Props {
  done: (outcome: Outcome) => void;
}

/** What can be done to all of a list. Without anything to do they stay, lest the focus be lost with them. */
function BulkActions({ live, done }: ActionsProps) {
  const { inbox, pages } = live;
  const t = texts.value;
  const all = inbox.lists.all.rows.value;
  const markAll = async () => {
    if (await readAll(live)) done({ said: t.done.allRead });
  };
  const archiveSome = async (only?: 'read') => {
    const back = await archiveAll(live, only);
    if (back)
      done({
        said: only ? t.done.readArchived : t.done.allArchived,
        undo: () => unarchive(live, back),
      });
  };
  return (
    <div class="inbox-actions">
      <BulkAction act={markAll} isIdle={inbox.unreadCount.value === 0}>
        {t.markAllRead}
      </BulkAction>
      {pages.shown.value === 'all' && (
        <>
          <BulkAction act={() => archiveSome('read')} isIdle={all.every(isUnread)}>
            {t.archiveRead}
          </BulkAction>
          <BulkAction act={() => archiveSome()} isIdle={all.length === 0}>
            {t.archiveAll}
          </BulkAction>
        </>
      )}
    </div>
  );
}

function BulkAction({
  act,
  isIdle,
  children,
}: {
  act: () => Promise<void>;
  isIdle: boolean;
  children: string;
}) {
  return (
    <button
      type="button"
      class="link"
      aria-disabled={isIdle}
      onClick={() => {
        if (!isIdle) void act();
      }}
    >
      {children}
    </button>
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
