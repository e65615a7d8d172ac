import type { StoryDevice, StoryEvent, StoryFacts, StoryNotification } from './story-facts.js';

/** A deadline, or an event in the outbox, that is late by more than this needs somebody to look at it. */
export const toleratedMs = 1_000;
const toleratedInOutboxMs = 10_000;

/** A client says what it has shown once a second; a device that was connected for so long had the time to. */
const timeToShowMs = 10_000;

/** Nothing younger is pruned, so that what is not there was never written. */
const notPrunedMs = 86_400_000;

/** How late a booking expired; negative: too early. Undefined for other events. */
export function expiryLatenessMs(event: StoryEvent): number | undefined {
  const { endsAt } = event.told;
  if (event.type !== 'booking.expired' || endsAt === undefined) return undefined;
  return event.at.getTime() - endsAt.getTime();
}

/** The last event of a type. With `version`, of that deadline, where its payload says so. */
export function lastEvent(events: readonly StoryEvent[], type: string, version?: number) {
  return events.findLast((event) => {
    const known = event.told.deadlineVersion;
    return event.type === type && (version === undefined || known === undefined || known === version);
  });
}

const endings: Partial<Record<StoryFacts['storedStatus'], string>> = {
  completed: 'booking.expired',
  cancelled_by_user: 'booking.cancelled',
  cancelled_by_admin: 'booking.declined',
};

/** The event that ended the booking; undefined while it is active, and where it was pruned. */
export function endingOf({ storedStatus, events }: StoryFacts): StoryEvent | undefined {
  const type = endings[storedStatus];
  return type === undefined ? undefined : lastEvent(events, type);
}

/** How long ago the deadline was, if nothing has ended the booking; 0 before. */
export const overdueMs = ({ storedStatus, endsAt, asOf }: StoryFacts): number =>
  storedStatus === 'active' ? Math.max(0, asOf.getTime() - endsAt.getTime()) : 0;

/** Whether the warning of the present deadline was due, while the booking was active, and was not written. */
export function lacksWarning(story: StoryFacts): boolean {
  const { warnAt, warnedAt, storedStatus, endsAt, asOf } = story;
  if (warnAt === null || warnedAt !== null) return false;
  const ending = endingOf(story)?.at ?? (storedStatus === 'completed' ? endsAt : undefined);
  const until = storedStatus === 'active' ? asOf : ending;
  return until !== undefined && until.getTime() - warnAt.getTime() > toleratedMs;
}

export const isStuck = ({ waiting }: StoryEvent, asOf: Date): boolean =>
  waiting !== null &&
  (waiting.deadAt !== null ||
    waiting.attempts > 0 ||
    asOf.getTime() - waiting.nextAt.getTime() > toleratedInOutboxMs);

/** By the id of an event that is not in the outbox: its recipients who have no notification of it all the same. */
export function withoutNotification({ events, notifications, people, asOf }: StoryFacts) {
  const place = (eventId: string, userId: string) => `${eventId} ${userId}`;
  const written = new Set(notifications.map(({ eventId, userId }) => place(eventId, userId)));
  const lacking = new Map<string, string[]>();
  for (const { id, at, waiting, told } of events) {
    if (waiting || asOf.getTime() - at.getTime() > notPrunedMs) continue;
    const some = told.recipients.filter((userId) => people.has(userId) && !written.has(place(id, userId)));
    if (some.length > 0) lacking.set(id, some);
  }
  return lacking;
}

/** When a notification stopped to matter: read, superseded or out of date. */
const endOf = ({ readAt, supersededAt, validUntil }: StoryNotification, asOf: Date): number =>
  Math.min(...[readAt, supersededAt, validUntil, asOf].flatMap((at) => (at ? [at.getTime()] : [])));

/** Whether a device has shown a notification. One that signed in when it did not matter any more has caught up only. */
export const hasShown = (
  device: StoryDevice,
  notification: StoryNotification,
  { asOf }: StoryFacts,
): boolean =>
  device.userId === notification.userId &&
  device.lastShownSeq >= notification.seq &&
  device.signedInAt.getTime() <= endOf(notification, asOf);

export const shownOn = (notification: StoryNotification, story: StoryFacts): StoryDevice[] =>
  story.devices.filter((device) => hasShown(device, notification, story));

/** For how long a device of the booking's user was connected while a notification mattered; undefined for those of others. */
function connectedMs(notification: StoryNotification, { booking, connections, asOf }: StoryFacts) {
  if (notification.userId !== booking.userId) return undefined;
  const [from, until] = [notification.at.getTime(), endOf(notification, asOf)];
  const times = connections.map(
    ({ connectedAt, disconnectedAt }) =>
      Math.min(until, (disconnectedAt ?? asOf).getTime()) - Math.max(from, connectedAt.getTime()),
  );
  return Math.max(0, ...times);
}

export type Reception = 'shown' | 'read' | 'missed' | 'offline' | 'unknown';

/** What became of a notification at its recipient. `missed`: not shown, though a device was connected for long enough. */
export function receptionOf(notification: StoryNotification, story: StoryFacts): Reception {
  if (shownOn(notification, story).length > 0) return 'shown';
  if (notification.readAt) return 'read';
  const ms = connectedMs(notification, story);
  if (ms === undefined) return 'unknown';
  if (ms >= timeToShowMs) return 'missed';
  return ms > 0 ? 'unknown' : 'offline';
}

/** Notifications with a `seq` above that of an event of the same recipient which came clearly later. */
export function outOfOrder({ events, notifications }: StoryFacts): ReadonlySet<string> {
  const happened = new Map(events.map(({ id, at }) => [id, at.getTime()]));
  const latest = new Map<string, number>();
  const wrong = new Set<string>();
  for (const { id, userId, eventId } of [...notifications].sort((a, b) => a.seq - b.seq)) {
    const at = happened.get(eventId);
    if (at === undefined) continue;
    const before = latest.get(userId) ?? at;
    if (before - at > toleratedMs) wrong.add(id);
    latest.set(userId, Math.max(before, at));
  }
  return wrong;
}
