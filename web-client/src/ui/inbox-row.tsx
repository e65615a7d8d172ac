import { Archive, ArchiveRestore, Mail, MailOpen, type LucideIcon } from 'lucide-preact';
import { placeOf } from '../http/server.js';
import type { Notification } from '../../../contract/notification.js';
import type { Live } from '../live/live.js';
import { serverClock } from '../time/clock.js';
import { formatAge } from '../time/format.js';
import { inbox as texts } from '../texts/inbox.js';
import { payments } from '../texts/payments.js';
import { formatMoney } from '../time/money.js';
import { archive, read, unarchive, unread } from './change-inbox.js';
import { partsOf, unreadOf, verifiableIn, type Entry } from './inbox-entries.js';
import type { Outcome } from './inbox-outcome.js';
import { TypeIcon } from './type-icon.js';
import { Verifiable } from './verifiable.js';

interface Props {
  live: Live;
  entry: Entry;
  isArchived: boolean;
  close: () => void;
  done: (outcome: Outcome) => void;
}

/** A notification, or two that came together. All of the row is the link, except for its buttons. */
export function InboxRow({ live, entry, isArchived, close, done }: Props) {
  const { type, title, message, link, createdAt, supersededAt } = entry.main;
  const t = texts.value;
  const news = unreadOf(entry);
  const isPast = partsOf(entry).every((part) => part.supersededAt !== null);
  const follow = () => {
    if (news.length > 0) void read(live, news);
    close();
  };
  return (
    <li class={`inbox-row ${news.length > 0 ? 'unread' : ''} ${isPast ? 'past' : ''}`}>
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
          {news.length > 0 && <span class="visually-hidden"> ({t.isUnread})</span>}
        </p>
        <p class={`inbox-message ${supersededAt === null ? '' : 'over'}`} dir="auto">
          {message}
        </p>
        <p class="hint">
          <time dateTime={createdAt}>{formatAge(createdAt, serverClock.now())}</time>
          {isPast && ` · ${t.past}`}
        </p>
        {!isArchived && <Payment of={entry.payment ?? entry.main} isPart={entry.payment !== undefined} />}
      </div>
      <div class="inbox-buttons">
        <RowButtons live={live} entry={entry} isArchived={isArchived} done={done} />
      </div>
    </li>
  );
}

/** The payment that waits, which can be verified here. */
function Payment({ of, isPart }: { of: Notification; isPart: boolean }) {
  const payment = verifiableIn(of);
  if (!payment) {
    return isPart ? <p class={`hint ${of.supersededAt === null ? '' : 'over'}`}>{of.title}</p> : null;
  }
  return (
    <div class="inbox-payment">
      {isPart && <p class="strong">{of.title}</p>}
      <Verifiable payment={payment}>
        {(verify) => (
          <button type="button" class="primary" onClick={verify}>
            {payments.value.verify(formatMoney(payment.amount, payment.currency))}
          </button>
        )}
      </Verifiable>
    </div>
  );
}

function RowButtons({ live, entry, isArchived, done }: Omit<Props, 'close'>) {
  const { title } = entry.main;
  const t = texts.value;
  const news = unreadOf(entry);
  const ids = partsOf(entry).map(({ id }) => id);
  const current = partsOf(entry).filter(({ supersededAt }) => supersededAt === null);
  const isNew = news.length > 0;
  const toggle = async () => {
    const isDone = await (isNew
      ? read(live, news)
      : unread(
          live,
          current.map(({ id }) => id),
        ));
    if (isDone) done({ said: isNew ? t.done.read : t.done.unread });
  };
  const putAway = async () => {
    const back = await archive(live, ids);
    if (back) done({ said: t.done.archived, undo: () => unarchive(live, back) });
  };
  const putBack = async () => {
    if (await unarchive(live, { ids })) done({ said: t.done.back });
  };
  if (isArchived) return <RowButton Icon={ArchiveRestore} name={t.act.unarchive} of={title} act={putBack} />;
  return (
    <>
      {current.length > 0 && (
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
