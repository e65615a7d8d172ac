import {
  AlarmClock,
  Archive,
  Bell,
  CircleDot,
  Eye,
  Layers,
  MailCheck,
  Plug,
  Send,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from 'lucide-preact';
import { Fragment } from 'preact';
import type { StoryEntry } from '../../../contract/api/operations.js';
import { operationsWords } from '../texts/operations.js';
import { formatGap } from './words.js';
import { formatDayInZone, formatMsInZone } from '../time/zone-time.js';

const icons: Record<StoryEntry['kind'], LucideIcon> = {
  event: CircleDot,
  notification: Bell,
  shown: Eye,
  read: MailCheck,
  superseded: Archive,
  delivery: Send,
  connected: Plug,
  disconnected: Unplug,
  deadline: AlarmClock,
  job: Layers,
};

interface Props {
  entries: readonly StoryEntry[];
  timezone: string;
  /** What is later has not happened yet. */
  asOf: string;
}

/** What happened, in order, with the time between. */
export function Timeline({ entries, timezone, asOf }: Props) {
  const firstToCome = entries.findIndex(({ at }) => Date.parse(at) > Date.parse(asOf));
  return (
    <ol class="ops-timeline">
      {entries.map((entry, index) => {
        const day = formatDayInZone(entry.at, timezone);
        const before = entries[index - 1];
        const isNewDay = before === undefined || formatDayInZone(before.at, timezone) !== day;
        return (
          <Fragment key={index}>
            {isNewDay && <li class="ops-day">{day}</li>}
            {index === firstToCome && <li class="ops-day">{operationsWords.value.story.toCome}</li>}
            <Entry entry={entry} timezone={timezone} isFirst={before === undefined} />
          </Fragment>
        );
      })}
    </ol>
  );
}

function Entry({ entry, timezone, isFirst }: { entry: StoryEntry; timezone: string; isFirst: boolean }) {
  const { at, sinceMs, kind, title, detail, userName, role, isProblem } = entry;
  const Icon = isProblem ? TriangleAlert : icons[kind];
  return (
    <li class={`ops-entry ${isProblem ? 'level-error' : ''}`} data-kind={kind}>
      <p class="ops-entry-time">
        <time dateTime={at}>{formatMsInZone(at, timezone)}</time>
        <span class="hint">{isFirst ? '' : `+${formatGap(sinceMs)}`}</span>
      </p>
      <span class="ops-entry-icon">
        <Icon aria-hidden="true" />
      </span>
      <div>
        <p class={isProblem ? 'strong' : ''}>
          {isProblem && <span class="visually-hidden">{operationsWords.value.story.problem}</span>}
          {title}
        </p>
        {detail !== null && <p class="hint">{detail}</p>}
        {userName !== null && (
          <p class="hint">
            <bdi>{userName}</bdi>
            {role !== null && ` (${operationsWords.value.story.roles[role] ?? role})`}
          </p>
        )}
      </div>
    </li>
  );
}
