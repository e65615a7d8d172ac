import { isReadableZone, offsetMs, sameWallClock } from '../../../contract/time-zone.js';

interface Clock {
  plain: Intl.DateTimeFormat;
  withZone: Intl.DateTimeFormat;
}

const clocks = new Map<string, Clock>();

function clockOf(timezone: string): Clock {
  let clock = clocks.get(timezone);
  if (!clock) {
    const plain = {
      timeZone: timezone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    clock = {
      plain: new Intl.DateTimeFormat('en-GB', plain),
      withZone: new Intl.DateTimeFormat('en-GB', { ...plain, timeZoneName: 'short' }),
    };
    clocks.set(timezone, clock);
  }
  return clock;
}

/**
 * Local time at the lot: "21 Nov, 14:05". When the clocks are set back and a time occurs twice, with the zone: "25 Oct, 02:30
 * CEST". In UTC, and marked so, if this system does not know the time zone.
 */
export function localTime(instant: string, timezone: string): string {
  if (!isReadableZone(timezone)) return clockOf('UTC').withZone.format(new Date(instant));
  const { plain, withZone } = clockOf(timezone);
  const at = new Date(instant);
  return (sameWallClock(at, timezone) ? withZone : plain).format(at);
}

/** "21 Nov, 14:05 to 21 Nov, 15:05"; with zones if the UTC offset changes in between. */
export function localPeriod(startsAt: string, endsAt: string, timezone: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  if (!isReadableZone(timezone) || offsetMs(start, timezone) === offsetMs(end, timezone))
    return `${localTime(startsAt, timezone)} to ${localTime(endsAt, timezone)}`;
  const { withZone } = clockOf(timezone);
  return `${withZone.format(start)} to ${withZone.format(end)}`;
}
