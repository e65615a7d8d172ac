import type { Digest } from './preferences.entity.js';
import { dayMs, dayOf, whenClocksShow } from './wall-clock.js';

/** By the clocks of whoever gets it. */
const dailyAt = '08:00';

const hourMs = 3_600_000;

/**
 * News that is younger belongs to the next letter: nobody may have seen it for a while before it is sent at all, and what is decided on
 * after its letter has gone would be a letter of its own.
 */
const youngestMs = 5 * 60_000;

/** When news is sent that was told at a moment. */
export function digestTime(toldAt: Date, digest: Digest, timezone: string): Date {
  if (digest === 'at_once') return toldAt;
  const earliest = new Date(toldAt.getTime() + youngestMs);
  return digest === 'hourly' ? nextHour(earliest, timezone) : nextMorning(earliest, timezone);
}

/** Clocks of some zones are ahead by half an hour, so their hours begin at half past those of others. */
function nextHour(at: Date, timezone: string): Date {
  const today = dayOf(at, timezone);
  const sinceMs = at.getTime() - whenClocksShow(today, '00:00', timezone, 'first').getTime();
  return new Date(at.getTime() - sinceMs + Math.ceil(sinceMs / hourMs) * hourMs);
}

function nextMorning(at: Date, timezone: string): Date {
  const today = dayOf(at, timezone);
  const morning = (day: number) => whenClocksShow(day, dailyAt, timezone, 'first');
  return morning(today) >= at ? morning(today) : morning(today + dayMs);
}
