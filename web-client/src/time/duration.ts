import { locale } from '../texts/language.js';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "5 minutes", "1 hora": a number of one unit. */
export const formatUnit = (count: number, unit: (typeof units)[number][0]): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count);

/** "5 minutes", "1 hour 30 minutes", "7 days": the two largest units. */
export function formatDuration(seconds: number): string {
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(formatUnit(count, unit));
  }
  return parts.slice(0, 2).join(' ') || formatUnit(0, 'second');
}
