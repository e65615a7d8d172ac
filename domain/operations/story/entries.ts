import type { StoryEntry } from '../../../contract/api/operations.js';
import { isolate } from '../../events/catalog/wording.js';
import { showError } from '../show-error.js';
import { deliveryEntries } from './delivery-entries.js';
import { connectionEntries, deviceEntries } from './device-entries.js';
import {
  expiryLatenessMs,
  isStuck,
  lacksWarning,
  outOfOrder,
  overdueMs,
  receptionOf,
  toleratedMs,
  withoutNotification,
} from './findings.js';
import { lotClock, span } from './lot-clock.js';
import { entry, type Entry } from './story-entry.js';
import type { Person, StoryEvent, StoryFacts } from './story-facts.js';
import { storyWords } from './words/index.js';

const join = (parts: (string | false | undefined)[]): string | null =>
  parts.filter(Boolean).join('; ') || null;

function eventEntry(event: StoryEvent, lacking: readonly string[], story: StoryFacts): Entry {
  const words = storyWords[story.language];
  const { title, endsAt, reason } = event.told;
  const lateMs = expiryLatenessMs(event);
  const unnotified = lacking.map((userId) => story.people.get(userId));
  const time = lotClock(story.booking.timezone, event.at, story.language);
  return entry('event', event.at, {
    title,
    detail: join([
      event.type,
      lateMs !== undefined && (lateMs < 0 ? words.event.early(span(-lateMs)) : words.late(span(lateMs))),
      lateMs === undefined && endsAt !== undefined && words.event.ends(time(endsAt)),
      reason !== undefined && isolate(reason),
      ...unnotified.map(
        (person) => person && words.event.notTold(words.somebody(person.role, isolate(person.name))),
      ),
    ]),
    person: event.actorId === null ? undefined : story.people.get(event.actorId),
    isProblem: unnotified.length > 0 || (lateMs !== undefined && (lateMs < 0 || lateMs > toleratedMs)),
  });
}

/** What keeps the notifications of an event from being written. */
function jobEntry(event: StoryEvent, { asOf, language }: StoryFacts): Entry[] {
  const { waiting } = event;
  if (!waiting) return [];
  const words = storyWords[language].job;
  const { title } = event.told;
  const isProblem = isStuck(event, asOf);
  const { attempts, deadAt, nextAt } = waiting;
  const lastError = showError(waiting.lastError);
  if (deadAt)
    return [
      entry('job', deadAt, {
        ...{ title: words.givenUp(attempts, title), detail: lastError, isProblem },
      }),
    ];
  const what = attempts > 0 ? words.next(attempts + 1, title) : words.waits(title);
  return [entry('job', nextAt, { title: what, detail: lastError, isProblem })];
}

function notificationEntries(story: StoryFacts): Entry[] {
  const words = storyWords[story.language].notification;
  const wrongOrder = outOfOrder(story);
  return story.notifications.flatMap((one) => {
    const person: Person | undefined = story.people.get(one.userId);
    const { title } = one;
    const isMissed = receptionOf(one, story) === 'missed';
    const isLate = wrongOrder.has(one.id);
    const remarks = [isMissed && words.missed, isLate && words.outOfOrder];
    return [
      entry('notification', one.at, {
        ...{ title: words.written(title), detail: join([one.message, ...remarks]), person },
        isProblem: isMissed || isLate,
      }),
      ...(one.readAt ? [entry('read', one.readAt, { title: words.read(title), person })] : []),
      ...(one.supersededAt
        ? [entry('superseded', one.supersededAt, { title: words.superseded(title), person })]
        : []),
    ];
  });
}

/** Deadlines to come, and those that should have been met. */
function deadlineEntries(story: StoryFacts): Entry[] {
  const words = storyWords[story.language].deadline;
  const { storedStatus, startsAt, endsAt, warnAt, warnedAt, asOf } = story;
  const isActive = storedStatus === 'active';
  const lateMs = overdueMs(story);
  const isUnwarned = lacksWarning(story);
  return [
    ...(isActive && startsAt > asOf ? [entry('deadline', startsAt, { title: words.begins })] : []),
    ...(warnAt && isUnwarned
      ? [entry('deadline', warnAt, { title: words.warningMissing, isProblem: true })]
      : []),
    ...(isActive && warnAt && !warnedAt && !isUnwarned && warnAt < endsAt
      ? [entry('deadline', warnAt, { title: words.warningDue })]
      : []),
    ...(isActive && lateMs > toleratedMs
      ? [
          entry('deadline', endsAt, {
            ...{ title: words.shouldHaveEnded, detail: words.notSwept(span(lateMs)), isProblem: true },
          }),
        ]
      : []),
    ...(isActive && lateMs <= toleratedMs ? [entry('deadline', endsAt, { title: words.ends })] : []),
  ];
}

/** The newest entries of a story, oldest first. @returns also whether there were more. */
export function entriesOf(story: StoryFacts, most: number): { entries: StoryEntry[]; isComplete: boolean } {
  const lacking = withoutNotification(story);
  const all = [
    ...story.events.map((event) => eventEntry(event, lacking.get(event.id) ?? [], story)),
    ...notificationEntries(story),
    ...deliveryEntries(story),
    ...deviceEntries(story),
    ...connectionEntries(story),
    ...story.events.flatMap((event) => jobEntry(event, story)),
    ...deadlineEntries(story),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const newest = all.slice(-most);
  return {
    entries: newest.map(({ at, ...rest }, place) => ({
      ...rest,
      at: at.toISOString(),
      sinceMs: at.getTime() - (newest[place - 1]?.at ?? at).getTime(),
    })),
    isComplete: story.isComplete && all.length <= most,
  };
}
