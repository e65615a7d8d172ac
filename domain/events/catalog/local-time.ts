import { locales, type Language } from '../../../contract/languages.js';
import { isReadableZone, offsetMs, sameWallClock } from '../../../contract/time-zone.js';

interface Clock {
  plain: Intl.DateTimeFormat;
  withZone: Intl.DateTimeFormat;
}

const clocks = new Map<string, Clock>();

function clockOf(timezone: string, language: Language): Clock {
  const key = `${language} ${timezone}`;
  let clock = clocks.get(key);
  if (!clock) {
    const plain = {
      timeZone: timezone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const;
    clock = {
      plain: new Intl.DateTimeFormat(locales[language], plain),
      withZone: new Intl.DateTimeFormat(locales[language], { ...plain, timeZoneName: 'short' }),
    };
    clocks.set(key, clock);
  }
  return clock;
}

/**
 * Local time at the lot: "21 Nov, 14:05". When the clocks are set back and a time occurs twice, with the zone: "25 Oct, 02:30
 * CEST". In UTC, and marked so, if this system does not know the time zone.
 */
export function localTime(instant: string, timezone: string, language: Language): string {
  if (!isReadableZone(timezone)) return clockOf('UTC', language).withZone.format(new Date(instant));
  const { plain, withZone } = clockOf(timezone, language);
  const at = new Date(instant);
  return (sameWallClock(at, timezone) ? withZone : plain).format(at);
}

const until: Readonly<Record<Language, string>> = { en: 'to', es: 'a' };

/** "21 Nov, 14:05 to 21 Nov, 15:05"; with zones if the UTC offset changes in between. */
export function localPeriod(startsAt: string, endsAt: string, timezone: string, language: Language): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  if (!isReadableZone(timezone) || offsetMs(start, timezone) === offsetMs(end, timezone))
    return `${localTime(startsAt, timezone, language)} ${until[language]} ${localTime(endsAt, timezone, language)}`;
  const { withZone } = clockOf(timezone, language);
  return `${withZone.format(start)} ${until[language]} ${withZone.format(end)}`;
}
