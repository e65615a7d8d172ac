import { minorUnitDigits } from '../../../contract/currencies.js';
import { offsetMs, sameWallClock } from '../../../contract/time-zone.js';

const time = { hour: '2-digit', minute: '2-digit' } as const;
const dayAndTime = { weekday: 'short', day: 'numeric', month: 'short', ...time } as const;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** With the zone in the night in which clocks are put back, since they show some times twice. */
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
 * "Sat 21 Nov, 14:05", on the clock of the place where the device is.
 * @public imported by the script that its test runs in other time zones
 */
export const formatInstant = (instant: string): string => format(dayAndTime, new Date(instant));

/** Both ends of a period as `formatInstant`; with their zones where the clock is changed in between. */
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

/** Of currencies that have gone out of use since; all that ParkMate ever took had cents. */
const usualDigits = 2;

/**
 * "€4.50". By the minor units of ISO 4217, in which amounts are counted: browsers go by what is in use at the till, and would
 * show a hundredfold where there are no coins for the minor unit any more.
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
