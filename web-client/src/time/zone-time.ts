import { formatter } from './zone-formatter.js';

const minute = { hour: '2-digit', minute: '2-digit' } as const;
const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;

/** "Thu 26 Nov, 21:05", in the time zone of the lot. */
export const formatInZone = (instant: string, timeZone: string): string =>
  formatter('minute', timeZone, { ...day, ...minute }).format(new Date(instant));

/** "Thu 26 Nov 2026" */
export const formatDayInZone = (instant: string, timeZone: string): string =>
  formatter('day', timeZone, { ...day, year: 'numeric' }).format(new Date(instant));

/** "21:05:00.006", with milliseconds: they decide which of two things came first. */
export const formatMsInZone = (instant: string, timeZone: string): string =>
  formatter('ms', timeZone, { ...minute, second: '2-digit', fractionalSecondDigits: 3 }).format(
    new Date(instant),
  );

/** "Europe/Berlin, GMT+1": the zone that the times are in. */
export function nameOfZone(instant: string, timeZone: string): string {
  const format = formatter('zone', timeZone, { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')?.value;
  const { timeZone: shown } = format.resolvedOptions();
  return offset === undefined || offset === shown ? shown : `${shown}, ${offset}`;
}
