import { offsetMs, sameWallClock } from '../../../contract/time-zone.js';
import { time } from '../texts/time.js';
import { formatter, shownZone } from './zone-formatter.js';

const clockTime = { hour: '2-digit', minute: '2-digit' } as const;
/** A space that no line ends at. */
const unbroken = '\u00a0';
const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;

/** From when to when, as the clocks of the lot show it. */
export interface LotRange {
  start: string;
  end: string;
  /** "Berlin time", where the clock of this device shows something else. */
  zone: string | undefined;
}

const yearIn = (atMs: number, timezone: string) =>
  formatter('year', timezone, { year: 'numeric' }).format(atMs);
const dayIn = (atMs: number, timezone: string) =>
  formatter('date', timezone, { dateStyle: 'short' }).format(atMs);

interface Look {
  /** The year that the reader has in mind: another one is named. */
  year: string;
  hasDay: boolean;
  /** Names the zone beside the time, where clocks are turned between two times or show this one twice. */
  hasOffset: boolean;
}

function format(at: Date, timezone: string, { year, hasDay, hasOffset }: Look): string {
  const clock = hasOffset
    ? formatter('time and zone', timezone, { ...clockTime, timeZoneName: 'short' }).format(at)
    : formatter('time', timezone, clockTime).format(at);
  if (!hasDay) return clock;
  const day =
    yearIn(at.getTime(), timezone) === year
      ? formatter('day of a year', timezone, date)
      : formatter('any day', timezone, { ...date, year: 'numeric' });
  return `${day.format(at)}, ${clock}`;
}

const isTwice = (at: Date, timezone: string) => sameWallClock(at, shownZone(timezone)) !== undefined;

/** Before the first answer of the server its clock is not known, and the device's is good enough to choose words. */
const orDevice = (nowMs: number) => (Number.isFinite(nowMs) ? nowMs : Date.now());

/** "Berlin time", or "UTC"; undefined where the clock of this device shows the same at these moments. */
export function foreignZone(instants: readonly string[], timezone: string): string | undefined {
  const zone = shownZone(timezone);
  const isSame = instants
    .map((instant) => new Date(instant))
    .every((at) => offsetMs(at, zone) === -at.getTimezoneOffset() * 60_000);
  if (isSame) return undefined;
  const place = /^(?!Etc\/).*\/([^/]+)$/.exec(zone)?.[1];
  if (place !== undefined) return time.value.zoneOf(place).replaceAll(/[_ ]/g, unbroken);
  // "Etc/GMT+5" is five hours behind, of all things: the name that is printed beside times says so.
  const parts = formatter('zone', zone, { timeZoneName: 'short' }).formatToParts(new Date(instants[0] ?? 0));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** "14:05" today, else "Sat 21 Nov, 14:05"; with its zone where the device is in another one: "14:05 (Berlin time)". */
export function formatLotMoment(instant: string, timezone: string, nowMs: number): string {
  const at = new Date(instant);
  const today = orDevice(nowMs);
  const shown = format(at, timezone, {
    year: yearIn(today, timezone),
    hasDay: dayIn(at.getTime(), timezone) !== dayIn(today, timezone),
    hasOffset: isTwice(at, timezone),
  });
  const zone = foreignZone([instant], timezone);
  return zone === undefined ? shown : `${shown} (${zone})`;
}

/** "14:05" today, else "21 Nov": where there is little room, and the zone stands elsewhere. */
export function formatLotBrief(instant: string, timezone: string, nowMs: number): string {
  const atMs = Date.parse(instant);
  return dayIn(atMs, timezone) === dayIn(orDevice(nowMs), timezone)
    ? formatter('time', timezone, clockTime).format(atMs)
    : formatter('brief', timezone, { day: 'numeric', month: 'short' }).format(atMs);
}

/** "21:43 to 22:43" today, "Sat 21 Nov, 21:43 to 22:43" on another day, and with both days over midnight. */
export function formatLotRange(startsAt: string, endsAt: string, timezone: string, nowMs: number): LotRange {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const zone = shownZone(timezone);
  const today = orDevice(nowMs);
  const [startDay, endDay] = [dayIn(start.getTime(), timezone), dayIn(end.getTime(), timezone)];
  const isOneDay = startDay === endDay;
  const look = {
    year: yearIn(today, timezone),
    hasOffset:
      offsetMs(start, zone) !== offsetMs(end, zone) || isTwice(start, timezone) || isTwice(end, timezone),
  };
  return {
    start: format(start, timezone, { ...look, hasDay: !isOneDay || startDay !== dayIn(today, timezone) }),
    end: format(end, timezone, { ...look, hasDay: !isOneDay }),
    zone: foreignZone([startsAt, endsAt], timezone),
  };
}
