import { isReadableZone } from '../../../contract/time-zone.js';
import { locale } from '../texts/language.js';

/** Formatters are slow to make, and a page has hundreds of times. */
const made = new Map<string, Intl.DateTimeFormat>();

/** The zone that the times of a lot are shown in. One that this browser does not know is shown in UTC, which is then named. */
export const shownZone = (timeZone: string): string => (isReadableZone(timeZone) ? timeZone : 'UTC');

/** A formatter of a zone. `kind` names its options. */
export function formatter(
  kind: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale()} ${kind} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(locale(), {
    hourCycle: 'h23',
    ...options,
    timeZone: shownZone(timeZone),
  });
  made.set(key, fresh);
  return fresh;
}
