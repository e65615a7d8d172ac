import { dayMs, dayOf, whenClocksShow } from './wall-clock.js';

/** When somebody is to be left alone, by the clocks of their own zone. */
export interface QuietHours {
  timezone: string;
  /** `HH:MM` */
  from: string;
  /** `HH:MM`; over midnight where it is not after `from`. */
  to: string;
}

/** One night, or whatever time of the day it is. */
export interface QuietTime {
  beginsAt: Date;
  endsAt: Date;
}

/** Overlapping ones count as one. More than this many would be quiet hours that never end. */
const mostJoined = 4;

/** The quiet hours as somebody has chosen them; null where they have chosen none, or none that last. */
export const quietHoursOf = (chosen: {
  timezone: string;
  quietFrom: string | null;
  quietTo: string | null;
}): QuietHours | null =>
  chosen.quietFrom === null || chosen.quietTo === null || chosen.quietFrom === chosen.quietTo
    ? null
    : { timezone: chosen.timezone, from: chosen.quietFrom, to: chosen.quietTo };

/**
 * The quiet time in which it is, or else the next one. It begins when the clocks show its first time for the first time, and ends when
 * they show its last one for the last time: while the clocks of somebody's wall say that it is quiet, it is. A time that the clocks leave
 * out is when they leap.
 */
export function quietTimeAt(hours: QuietHours, at: Date): QuietTime {
  const today = dayOf(at, hours.timezone);
  const days = [-2, -1, 0, 1, 2, 3].map((offset) => today + offset * dayMs);
  const times = days
    .map((day) => quietTimeOf(hours, day))
    // Of a day that has neither of the two times.
    .filter(({ beginsAt, endsAt }) => beginsAt < endsAt);
  const found = times.findIndex(({ endsAt }) => endsAt > at);
  const [first, ...later] = times.slice(found, found + mostJoined);
  if (!first) throw new Error(`no quiet time of ${hours.from} to ${hours.to} in ${hours.timezone}`);
  return later.reduce(
    (joined, next) => (next.beginsAt <= joined.endsAt ? { ...joined, endsAt: next.endsAt } : joined),
    first,
  );
}

/** Until when somebody is to be left alone, where it is quiet now; else undefined. */
export function quietUntil(hours: QuietHours, at: Date): Date | undefined {
  const { beginsAt, endsAt } = quietTimeAt(hours, at);
  return beginsAt <= at ? endsAt : undefined;
}

function quietTimeOf({ timezone, from, to }: QuietHours, day: number): QuietTime {
  return {
    beginsAt: whenClocksShow(day, from, timezone, 'first'),
    endsAt: whenClocksShow(from < to ? day : day + dayMs, to, timezone, 'last'),
  };
}
