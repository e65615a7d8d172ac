import { locale } from '../texts/language.js';
import { operationsWords } from '../texts/operations.js';

/** "12,345" */
export const formatCount = (count: number): string => new Intl.NumberFormat(locale()).format(count);

/** "340 ms", "2.3 s", "45 s", "3 min 5 s", "2 h 10 min", "3 d 4 h": two units, rounded down. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 10) return `${Math.floor(ms / 100) / 10} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two([minutes, 'min'], [seconds % 60, 's']);
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? two([hours, 'h'], [minutes % 60, 'min'])
    : two([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

/** "4 ms", "7.006 s", then as a duration: the time between two things, of which the milliseconds matter. */
export const formatGap = (ms: number): string =>
  ms < 1_000 || ms >= 60_000 ? formatDuration(ms) : `${ms / 1_000} s`;

/** "just now", "48 s ago" */
export const formatAgo = (ms: number): string =>
  ms < 2_000 ? operationsWords.value.justNow : operationsWords.value.ago(formatDuration(ms));

const two = (...parts: [number, string][]) =>
  parts
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => `${formatCount(count)} ${unit}`)
    .join(' ');

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "512 MB", "1.4 GB" */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < byteUnits.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10} ${byteUnits[unit] ?? ''}`;
}
