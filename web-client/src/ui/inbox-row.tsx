import { Archive, Check } from 'lucide-preact';
import type { Notification } from '../../../contract/notification.js';
import { archiveNotification } from '../http/api.js';
import type { Live } from '../live/live.js';
import { serverClock } from '../time/clock.js';
import { formatAge } from '../time/format.js';
import { changeInbox, read } from './change-inbox.js';
import { TypeIcon } from './type-icon.js';

interface Props {
  live: Live;
  notification: Notification;
  close: () => void;
}

export function InboxRow({ live, notification, close }: Props) {
  const { id, type, title, message, link, createdAt, readAt, supersededAt } = notification;
  // Superseded notifications need no action and do not count as unread.
  const isUnread = readAt === null && supersededAt === null;
  const archive = () =>
    changeInbox(live, async () => ({ ...(await archiveNotification(id)), archivedIds: [id] }));
  const follow = () => {
    if (isUnread) void read(live, id);
    close();
  };
  return (
    <li class={`inbox-row ${isUnread ? 'unread' : ''} ${supersededAt === null ? '' : 'past'}`}>
      <TypeIcon type={type} />
      <div class="inbox-text">
        <p class="strong" dir="auto">
          {link === null ? (
            title
          ) : (
            <a href={link} onClick={follow}>
              {title}
            </a>
          )}
          {isUnread && <span class="visually-hidden"> (unread)</span>}
        </p>
        <p dir="auto">{message}</p>
        <p class="hint">
          <time dateTime={createdAt}>{formatAge(createdAt, serverClock.now())}</time>
          {supersededAt !== null && ' · no longer current'}
        </p>
      </div>
      <div class="inbox-buttons">
        {isUnread && (
          <button
            type="button"
            class="icon-button"
            aria-label={`Mark as read: ${title}`}
            onClick={() => void read(live, id)}
          >
            <Check aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={`Archive: ${title}`}
          onClick={() => void archive()}
        >
          <Archive aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}
