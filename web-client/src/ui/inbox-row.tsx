import { Archive, ArchiveRestore, Mail, MailOpen, type LucideIcon } from 'lucide-preact';
import type { Notification } from '../../../contract/notification.js';
import { placeOf } from '../http/server.js';
import { isUnread } from '../live/after-change.js';
import type { Live } from '../live/live.js';
import { serverClock } from '../time/clock.js';
import { formatAge } from '../time/format.js';
import { inbox as texts } from '../texts/inbox.js';
import { archive, read, unarchive, unread } from './change-inbox.js';
import type { Outcome } from './inbox-outcome.js';
import { TypeIcon } from './type-icon.js';

interface Props {
  live: Live;
  notification: Notification;
  isArchived: boolean;
  close: () => void;
  done: (outcome: Outcome) => void;
}

/** A notification. All of the row is the link, except for its buttons. */
export function InboxRow({ live, notification, isArchived, close, done }: Props) {
  const { id, type, title, message, link, createdAt, supersededAt } = notification;
  const t = texts.value;
  const isNew = isUnread(notification);
  const follow = () => {
    if (isNew) void read(live, [id]);
    close();
  };
  return (
    <li class={`inbox-row ${isNew ? 'unread' : ''} ${supersededAt === null ? '' : 'past'}`}>
      <TypeIcon type={type} />
      <div class="inbox-text">
        <p class="strong" dir="auto">
          {link === null ? (
            title
          ) : (
            <a {...placeOf(link)} onClick={follow}>
              {title}
            </a>
          )}
          {isNew && <span class="visually-hidden"> ({t.isUnread})</span>}
        </p>
        <p class="inbox-message" dir="auto">
          {message}
        </p>
        <p class="hint">
          <time dateTime={createdAt}>{formatAge(createdAt, serverClock.now())}</time>
          {supersededAt !== null && ` · ${t.past}`}
        </p>
      </div>
      <div class="inbox-buttons">
        <RowButtons live={live} notification={notification} isArchived={isArchived} done={done} />
      </div>
    </li>
  );
}

function RowButtons({ live, notification, isArchived, done }: Omit<Props, 'close'>) {
  const { id, title, supersededAt } = notification;
  const t = texts.value;
  const isNew = isUnread(notification);
  const toggle = async () => {
    if (await (isNew ? read : unread)(live, [id])) done({ said: isNew ? t.done.read : t.done.unread });
  };
  const putAway = async () => {
    const back = await archive(live, [id]);
    if (back) done({ said: t.done.archived, undo: () => unarchive(live, back) });
  };
  const putBack = async () => {
    if (await unarchive(live, { ids: [id] })) done({ said: t.done.back });
  };
  if (isArchived) return <RowButton Icon={ArchiveRestore} name={t.act.unarchive} of={title} act={putBack} />;
  return (
    <>
      {supersededAt === null && (
        <RowButton
          Icon={isNew ? MailOpen : Mail}
          name={isNew ? t.act.read : t.act.unread}
          of={title}
          act={toggle}
        />
      )}
      <RowButton Icon={Archive} name={t.act.archive} of={title} act={putAway} />
    </>
  );
}

interface ButtonProps {
  Icon: LucideIcon;
  name: string;
  /** What it is about, for those who do not see the row that it stands in. */
  of: string;
  act: () => Promise<void>;
}

const RowButton = ({ Icon, name, of, act }: ButtonProps) => (
  <button
    type="button"
    class="icon-button"
    title={name}
    aria-label={texts.value.of(name, of)}
    onClick={() => void act()}
  >
    <Icon aria-hidden="true" />
  </button>
);
