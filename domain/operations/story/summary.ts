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

const times = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What became of the notification of an event to the booking's user. */
function received(event: StoryEvent, story: StoryFacts): Phrase[] {
  if (event.waiting?.deadAt) return [['its notification given up']];
  if (event.waiting) return [['its notification not written yet']];
  const one = story.notifications.find(
    ({ eventId, userId }) => eventId === event.id && userId === story.booking.userId,
  );
  if (!one) return [['no notification']];
  const read: Phrase[] = one.readAt ? [['read ', one.readAt]] : [];
  switch (receptionOf(one, story)) {
    case 'shown':
      return [[`shown on ${times(shownOn(one, story).length, 'device', 'devices')}`], ...read];
    case 'read':
      return read;
    case 'missed':
      return [['not shown though a device was connected']];
    case 'offline':
      return [['not shown, no device connected']];
    case 'unknown':
      return [['not shown']];
  }
}

function renewals({ events, isComplete }: StoryFacts): Phrase[] {
  const renewed = events.filter(({ type }) => type === 'booking.renewed');
  const last = renewed.at(-1);
  if (!last) return [];
  if (renewed.length === 1 && isComplete) return [['renewed ', last.at]];
  const count = `${isComplete ? '' : 'at least '}${times(renewed.length, 'time', 'times')}`;
  return [[`renewed ${count}, last `, last.at]];
}

function warning(story: StoryFacts): Phrase[] {
  const { warnAt, warnedAt, storedStatus, deadlineVersion, events } = story;
  if (warnedAt) {
    const event = lastEvent(events, 'booking.expiring', deadlineVersion);
    const lateMs = warnAt ? warnedAt.getTime() - warnAt.getTime() : 0;
    const late: Phrase[] = lateMs > toleratedMs ? [[`${span(lateMs)} late`]] : [];
    return [
      listed([['warned ', event?.at ?? warnedAt], ...late, ...(event ? received(event, story) : [])], ', '),
    ];
  }
  if (warnAt && lacksWarning(story)) return [['not warned, though that was due ', warnAt]];
  if (storedStatus !== 'active' && storedStatus !== 'completed') return [];
  return [warnAt ? ['warning due ', warnAt] : ['not warned, since its end was too near']];
}

function expiry(story: StoryFacts): Phrase {
  const event = endingOf(story);
  if (!event) return ['ended ', story.endsAt];
  const lateMs = expiryLatenessMs(event);
  const late =
    lateMs === undefined ? '' : lateMs < 0 ? ` (${span(-lateMs)} early)` : ` (${span(lateMs)} late)`;
  return listed([['expired ', event.at, late], ...received(event, story)], ', ');
}

function ending(story: StoryFacts): Phrase {
  const event = endingOf(story);
  const at: Phrase = event ? [' ', event.at] : [];
  if (story.storedStatus === 'cancelled_by_user') return ['cancelled by its user', ...at];
  const actor = event?.actorId ? story.people.get(event.actorId) : undefined;
  const by = actor ? ` by ${actor.role} ${isolate(actor.name)}` : '';
  const why = story.declineReason ?? event?.told.reason;
  const declined: Phrase = [`declined${by}`, ...at, why ? ` (${isolate(why)})` : ''];
  return listed([declined, ...(event ? received(event, story) : [])], ', ');
}

function phrases(story: StoryFacts): Phrase[] {
  const { storedStatus, startsAt, endsAt, createdAt, asOf } = story;
  if (storedStatus === 'completed') return [...renewals(story), ...warning(story), expiry(story)];
  if (storedStatus !== 'active') return [...renewals(story), ...warning(story), ending(story)];
  const booked: Phrase = ['booked ', createdAt];
  if (asOf < startsAt) return [booked, ...renewals(story), ['begins ', startsAt], ['ends ', endsAt]];
  const lateMs = overdueMs(story);
  const end: Phrase =
    lateMs > toleratedMs
      ? ['should have ended ', endsAt, ` and has not yet (${span(lateMs)} late)`]
      : ['ends ', endsAt];
  return [booked, ...renewals(story), ...warning(story), end];
}

/** Events whose notifications are held up. */
function heldUp({ events, asOf }: StoryFacts): Phrase[] {
  const stuck = events.filter((event) => isStuck(event, asOf));
  const of = (isDead: boolean, what: string): Phrase[] => {
    const some = stuck.filter(({ waiting }) => (waiting?.deadAt !== null) === isDead);
    const titles = [...new Set(some.map(({ told }) => told.title))].slice(0, 3).join(', ');
    return some.length > 0 ? [[`${times(some.length, 'event', 'events')} ${what}: ${titles}`]] : [];
  };
  return [...of(true, 'given up'), ...of(false, 'held up')];
}

/** One sentence that says what happened to a booking, on the clock of its lot. */
export function summarize(story: StoryFacts): string {
  const sentence = listed([...phrases(story), ...heldUp(story)], '; ');
  const text = written(sentence, story.booking.timezone, story.asOf);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
