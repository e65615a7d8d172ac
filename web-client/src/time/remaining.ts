import { time } from '../texts/time.js';
import { formatUnit } from './duration.js';

const pad = (number: number) => String(number).padStart(2, '0');

/** Whole seconds left, rounded up: 0 at the deadline and never before it. */
export const secondsLeft = (endsAt: string, nowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(endsAt) - nowMs) / 1000));

/** "2 d 03:04:05", "1:02:03", "02:03". */
export function clockFace(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  if (days > 0) return `${days} d ${pad(hours)}:${rest}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** "2:52", "1:02:03": without the zero that keeps a column of them straight. */
export const timeLeft = (seconds: number): string => clockFace(seconds).replace(/^0(?=\d:)/, '');

/** "3 minutes", where the seconds stand elsewhere. */
export function roughlyLeft(seconds: number): string {
  if (seconds < 60) return time.value.lessThanAMinute;
  if (seconds > 7_200) return formatUnit(Math.round(seconds / 3_600), 'hour');
  return formatUnit(Math.ceil(seconds / 60), 'minute');
}

const milestones = [3600, 1800, 900, 600, 300, 120, 60, 30, 10];

/** Text for the live region: milestones only, since an announcement per second would flood a screen reader. */
export function spokenLeft(seconds: number): string {
  if (seconds === 0) return time.value.isUp;
  const next = milestones.findLast((milestone) => seconds <= milestone);
  if (next === undefined) return '';
  const amount =
    next < 60
      ? formatUnit(next, 'second')
      : next === 60
        ? time.value.aMinute
        : formatUnit(next / 60, 'minute');
  return time.value.lessThanLeft(amount);
}
