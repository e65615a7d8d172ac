import { isReadableZone, offsetMs } from '../../contract/time-zone.js';

/** A day as a calendar shows it: midnight of that day, as if it were in UTC. */
export type Day = number;

export const dayMs = 24 * 3_600_000;

/** Further than any two zones are apart. */
const nearMs = 26 * 3_600_000;

/** How far the clocks of a zone are ahead of UTC. A zone that this system does not know any more counts as UTC. */
const aheadMs = (atMs: number, timezone: string) =>
  isReadableZone(timezone) ? offsetMs(new Date(atMs), timezone) : 0;

/** The day that it is somewhere. */
export function dayOf(at: Date, timezone: string): Day {
  const wallMs = at.getTime() + aheadMs(at.getTime(), timezone);
  return Math.floor(wallMs / dayMs) * dayMs;
}

/**
 * When the clocks of a zone show a time of a day, `HH:MM`. In the night in which they are put back that may be twice: `which` says
 * which one is meant. A time that is left out when they are put forward is the moment at which that happens.
 */
export function whenClocksShow(day: Day, time: string, timezone: string, which: 'first' | 'last'): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wallMs = day + (hours * 60 + minutes) * 60_000;
  const [beforeMs, afterMs] = [aheadMs(wallMs - nearMs, timezone), aheadMs(wallMs + nearMs, timezone)];
  const found = [beforeMs, afterMs]
    .map((ahead) => wallMs - ahead)
    .filter((atMs) => atMs + aheadMs(atMs, timezone) === wallMs);
  if (found.length > 0) return new Date(which === 'first' ? Math.min(...found) : Math.max(...found));
  return new Date(changeBetween(wallMs - nearMs, wallMs + nearMs, timezone));
}

/** The millisecond from which on the clocks differ from what they were at the beginning. */
function changeBetween(fromMs: number, toMs: number, timezone: string): number {
  const before = aheadMs(fromMs, timezone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (aheadMs(middle, timezone) === before) low = middle;
    else high = middle;
  }
  return high;
}
