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
 * A moment as people at the lot read it on their own clock: "21 Nov, 14:05". Where that clock shows the same time twice in
 * one night, the zone says which of the two it is: "25 Oct, 02:30 CEST". Where the zone is not known here, it is UTC, and says so.
 */
export function localTime(instant: string, timezone: string): string {
  if (!isReadableZone(timezone)) return clockOf('UTC').withZone.format(new Date(instant));
  const { plain, withZone } = clockOf(timezone);
  const at = new Date(instant);
  return (sameWallClock(at, timezone) ? withZone : plain).format(at);
}

/** "21 Nov, 14:05 to 21 Nov, 15:05"; with the zones where the clock is changed in between, or the hours would not add up. */
export function localPeriod(startsAt: string, endsAt: string, timezone: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  if (!isReadableZone(timezone) || offsetMs(start, timezone) === offsetMs(end, timezone))
    return `${localTime(startsAt, timezone)} to ${localTime(endsAt, timezone)}`;
  const { withZone } = clockOf(timezone);
  return `${withZone.format(start)} to ${withZone.format(end)}`;
}
