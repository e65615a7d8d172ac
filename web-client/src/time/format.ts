const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "Sat 21 Nov, 14:05", on the clock of the place where the device is. */
export const formatInstant = (instant: string): string => dayAndTime.format(new Date(instant));

/** "14:05" */
export const formatTime = (instant: string): string => timeOnly.format(new Date(instant));

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

/** "€4.50" */
export const formatMoney = (amount: number, currency: string): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
