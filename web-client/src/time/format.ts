import { minorUnitDigits } from '../../../contract/currencies.js';
import { offsetMs, sameWallClock } from '../../../contract/time-zone.js';

const time = { hour: '2-digit', minute: '2-digit' } as const;
const dayAndTime = { weekday: 'short', day: 'numeric', month: 'short', ...time } as const;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds the zone in the night in which clocks are set back, where some local times occur twice. */
function format(
  options: Intl.DateTimeFormatOptions,
  at: Date,
  withZone = sameWallClock(at, here) !== undefined,
) {
  return new Intl.DateTimeFormat('en-GB', {
    ...options,
    ...(withZone ? { timeZoneName: 'short' } : {}),
  }).format(at);
}

/**
 * "Sat 21 Nov, 14:05", in the device's time zone.
 * @public imported by the script that its test runs in other time zones
 */
export const formatInstant = (instant: string): string => format(dayAndTime, new Date(instant));

/** Start and end as `formatInstant`; with their zones where the UTC offset changes in between. */
export function formatEnds(startsAt: string, endsAt: string): { start: string; end: string } {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const withZone = offsetMs(start, here) === offsetMs(end, here) ? undefined : true;
  return { start: format(dayAndTime, start, withZone), end: format(dayAndTime, end, withZone) };
}

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

/** For currencies that are no longer in use; all that ParkMate ever took had two digits. */
const usualDigits = 2;

/**
 * "€4.50". Amounts count the minor units of ISO 4217. Browsers know the digits of cash in use instead, and would show a
 * hundredfold where coins of the minor unit are gone.
 */
export const formatMoney = (amount: number, currency: string): string => {
  const digits = minorUnitDigits.get(currency) ?? usualDigits;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
};
