import { dayMs, dayOf, whenClocksShow } from '../deliveries/wall-clock.js';

const hourMs = 3_600_000;

/**
 * When the periods begin of which the last one is now: the hours of one day, or days by the clocks of a zone. Hours of zones whose
 * clocks are ahead by half an hour are those of UTC, by which notifications are counted.
 */
export function periodsUntil(now: Date, days: number, timezone: string): Date[] {
  if (days === 1) {
    const thisHour = Math.floor(now.getTime() / hourMs) * hourMs;
    return Array.from({ length: 24 }, (_, index) => new Date(thisHour - (23 - index) * hourMs));
  }
  const today = dayOf(now, timezone);
  return Array.from({ length: days }, (_, index) =>
    whenClocksShow(today - (days - 1 - index) * dayMs, '00:00', timezone, 'first'),
  );
}
