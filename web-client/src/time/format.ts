import { sameWallClock } from '../../../contract/time-zone.js';
import { locale } from '../texts/language.js';
import { time } from '../texts/time.js';

const clock = { hour: '2-digit', minute: '2-digit' } as const;
const dayAndTime = { weekday: 'short', day: 'numeric', month: 'short', ...clock } as const;
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds the zone in the night in which clocks are set back, where some local times occur twice. */
function format(options: Intl.DateTimeFormatOptions, at: Date) {
  return new Intl.DateTimeFormat(locale(), {
    hourCycle: 'h23',
    ...options,
    ...(sameWallClock(at, here) ? { timeZoneName: 'short' } : {}),
  }).format(at);
}

/** "Sat 21 Nov, 14:05", in the time zone of the device, as all times of this file: those of a lot are in `lot-time.ts`. */
export const formatInstant = (instant: string): string => format(dayAndTime, new Date(instant));

/** "Sat 21 Nov" */
export const formatDay = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(instant),
  );

/** "14:05" */
export const formatTime = (instant: string): string => format(clock, new Date(instant));

/** "21:04:07" */
export const formatSecond = (instant: string): string =>
  format({ ...clock, second: '2-digit' }, new Date(instant));

/** "14:05" on the same day, else with the day. */
export const formatMoment = (instant: string, nowMs: number): string =>
  new Date(instant).toDateString() === new Date(nowMs).toDateString()
    ? formatTime(instant)
    : formatInstant(instant);

/** "3 minutes ago" */
export function formatAge(instant: string, nowMs: number): string {
  const seconds = Math.min(0, Math.round((Date.parse(instant) - nowMs) / 1000));
  if (seconds > -60) return time.value.justNow;
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (seconds > -3600) return relative.format(Math.ceil(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.ceil(seconds / 3600), 'hour');
  return formatInstant(instant);
}
