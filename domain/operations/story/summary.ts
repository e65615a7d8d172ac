import { isolate } from '../../events/catalog/wording.js';
import {
  endingOf,
  expiryLatenessMs,
  isStuck,
  lacksWarning,
  lastEvent,
  overdueMs,
  receptionOf,
  shownOn,
  toleratedMs,
} from './findings.js';
import { span } from './lot-clock.js';
import { listed, written, type Phrase } from './phrase.js';
import type { StoryEvent, StoryFacts } from './story-facts.js';
import { storyWords } from './words/index.js';

const wordsOf = ({ language }: StoryFacts) => storyWords[language].summary;

/** What became of the notification of an event to the booking's user. */
function received(event: StoryEvent, story: StoryFacts): Phrase[] {
  const { given } = wordsOf(story);
  if (event.waiting?.deadAt) return [[given.up]];
  if (event.waiting) return [[given.notYet]];
  const one = story.notifications.find(
    ({ eventId, userId }) => eventId === event.id && userId === story.booking.userId,
  );
  if (!one) return [[given.none]];
  const read: Phrase[] = one.readAt ? [given.read(one.readAt)] : [];
  switch (receptionOf(one, story)) {
    case 'shown':
      return [[given.shown(shownOn(one, story).length)], ...read];
    case 'read':
      return read;
    case 'missed':
      return [[given.missed]];
    case 'offline':
      return [[given.offline]];
    case 'unknown':
      return [[given.notShown]];
  }
}

function renewals(story: StoryFacts): Phrase[] {
  const { events, isComplete } = story;
  const words = wordsOf(story);
  const renewed = events.filter(({ type }) => type === 'booking.renewed');
  const last = renewed.at(-1);
  if (!last) return [];
  if (renewed.length === 1 && isComplete) return [words.renewed(last.at)];
  return [words.renewedOften(renewed.length, isComplete, last.at)];
}

function warning(story: StoryFacts): Phrase[] {
  const words = wordsOf(story);
  const { warnAt, warnedAt, storedStatus, deadlineVersion, events } = story;
  if (warnedAt) {
    const event = lastEvent(events, 'booking.expiring', deadlineVersion);
    const lateMs = warnAt ? warnedAt.getTime() - warnAt.getTime() : 0;
    const late: Phrase[] = lateMs > toleratedMs ? [[storyWords[story.language].late(span(lateMs))]] : [];
    return [
      listed([words.warned(event?.at ?? warnedAt), ...late, ...(event ? received(event, story) : [])], ', '),
    ];
  }
  if (warnAt && lacksWarning(story)) return [words.notWarned(warnAt)];
  if (storedStatus !== 'active' && storedStatus !== 'completed') return [];
  return [warnAt ? words.warningDue(warnAt) : words.tooShortToWarn];
}

function expiry(story: StoryFacts): Phrase {
  const words = wordsOf(story);
  const event = endingOf(story);
  if (!event) return words.ended(story.endsAt);
  const lateMs = expiryLatenessMs(event);
  const { late } = storyWords[story.language];
  const off = lateMs === undefined ? '' : lateMs < 0 ? words.early(span(-lateMs)) : late(span(lateMs));
  return listed([[...words.expired(event.at), off && ` (${off})`], ...received(event, story)], ', ');
}

function ending(story: StoryFacts): Phrase {
  const words = wordsOf(story);
  const event = endingOf(story);
  if (story.storedStatus === 'cancelled_by_user') return words.cancelled(event?.at);
  const actor = event?.actorId ? story.people.get(event.actorId) : undefined;
  const by = actor && storyWords[story.language].somebody(actor.role, isolate(actor.name));
  const why = story.declineReason ?? event?.told.reason;
  const declined: Phrase = [...words.declined(by, event?.at), why ? ` (${isolate(why)})` : ''];
  return listed([declined, ...(event ? received(event, story) : [])], ', ');
}

function phrases(story: StoryFacts): Phrase[] {
  const words = wordsOf(story);
  const { storedStatus, startsAt, endsAt, createdAt, asOf } = story;
  if (storedStatus === 'completed') return [...renewals(story), ...warning(story), expiry(story)];
  if (storedStatus !== 'active') return [...renewals(story), ...warning(story), ending(story)];
  const booked = words.booked(createdAt);
  if (asOf < startsAt) return [booked, ...renewals(story), words.begins(startsAt), words.ends(endsAt)];
  const lateMs = overdueMs(story);
  const end = lateMs > toleratedMs ? words.overdue(endsAt, span(lateMs)) : words.ends(endsAt);
  return [booked, ...renewals(story), ...warning(story), end];
}

/** Events whose notifications are held up. */
function heldUp(story: StoryFacts): Phrase[] {
  const { events, asOf } = story;
  const words = wordsOf(story);
  const stuck = events.filter((event) => isStuck(event, asOf));
  const of = (isDead: boolean, say: typeof words.eventsHeldUp): Phrase[] => {
    const some = stuck.filter(({ waiting }) => (waiting?.deadAt !== null) === isDead);
    const titles = [...new Set(some.map(({ told }) => told.title))].slice(0, 3).join(', ');
    return some.length > 0 ? [[say(some.length, titles)]] : [];
  };
  return [...of(true, words.eventsGivenUp), ...of(false, words.eventsHeldUp)];
}

/** One sentence that says what happened to a booking, in the language of its story and on the clock of its lot. */
export function summarize(story: StoryFacts): string {
  const sentence = listed([...phrases(story), ...heldUp(story)], '; ');
  const text = written(sentence, story.booking.timezone, story.asOf, story.language);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
