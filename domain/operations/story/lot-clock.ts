import { locales, type Language } from '../../../contract/languages.js';
import { isReadableZone, sameWallClock } from '../../../contract/time-zone.js';

const part = (parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes) =>
  parts.find((one) => one.type === type)?.value ?? '';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a hundred times. There are no more than time zones, in each language. */
function formatOf(timeZone: string, language: Language): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'short', day: 'numeric', timeZoneName: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  });
  formats.set(key, made);
  return made;
}

/**
 * Writes the times of one text on the clock of a lot, to the millisecond: "20:55:00.004". With the day where it is another than
 * that of the time before, which for the first is today, and with the zone where it says no such time twice.
 */
export function lotClock(timezone: string, today: Date, language: Language): (at: Date) => string {
  const isKnown = isReadableZone(timezone);
  const clock = formatOf(isKnown ? timezone : 'UTC', language);
  const read = (at: Date) => {
    const parts = clock.formatToParts(at);
    const of = (type: Intl.DateTimeFormatPartTypes) => part(parts, type);
    const millis = of('fractionalSecond') === '000' ? '' : `.${of('fractionalSecond')}`;
    return {
      year: of('year'),
      day: `${of('day')} ${of('month')}`,
      time: `${of('hour')}:${of('minute')}:${of('second')}${millis}`,
      zone: of('timeZoneName'),
    };
  };
  let last = read(today);
  return (at) => {
    const now = read(at);
    const year = now.year === last.year ? '' : ` ${now.year}`;
    const day = now.day === last.day && year === '' ? '' : `${now.day}${year} `;
    last = now;
    const zone = !isKnown || sameWallClock(at, timezone) ? ` ${now.zone}` : '';
    return `${day}${now.time}${zone}`;
  };
}

/** "6 ms", "1.5 s", "3 min", "2 h". */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
