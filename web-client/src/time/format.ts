import { sameWallClock } from '../../../contract/time-zone.js';

const time = { hour: '2-digit', minute: '2-digit' } as const;
const dayAndTime = { weekday: 'short', day: 'numeric', month: 'short', ...time } as const;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds the zone in the night in which clocks are set back, where some local times occur twice. */
function format(options: Intl.DateTimeFormatOptions, at: Date) {
  return new Intl.DateTimeFormat('en-GB', {
    ...options,
    ...(sameWallClock(at, here) ? { timeZoneName: 'short' } : {}),
  }).format(at);
}

/** "Sat 21 Nov, 14:05", in the time zone of the device, as all times of this file: those of a lot are in `lot-time.ts`. */
export const formatInstant = (instant: string): string => format(dayAndTime, new Date(instant));

/** "14:05" */
export const formatTime = (instant: string): string => format(time, new Date(instant));

/** "14:05" on the same day, else with the day. */
export const formatMoment = (instant: string, nowMs: number): string =>
  day.format(new Date(instant)) === day.format(nowMs) ? formatTime(instant) : formatInstant(instant);

/** "3 minutes ago" */
export function formatAge(instant: string, nowMs: number): string {
  const seconds = Math.min(0, Math.round((Date.parse(instant) - nowMs) / 1000));
  if (seconds > -60) return 'just now';
  if (seconds > -3600) return relative.format(Math.ceil(seconds / 60), 'minute');
  if (seconds > -86_400) return relative.format(Math.ceil(seconds / 3600), 'hour');
  return formatInstant(instant);
}
