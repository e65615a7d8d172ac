import type { Language } from '../../../contract/languages.js';
import { lotClock } from './lot-clock.js';

/** Text with times in it, which are written only when their order is known: each says its day where that has changed. */
export type Phrase = readonly (string | Date)[];

export const listed = (phrases: readonly Phrase[], separator: string): Phrase =>
  phrases.flatMap((phrase, place) => (place === 0 ? phrase : [separator, ...phrase]));

/** A phrase on the clock of a lot. */
export function written(phrase: Phrase, timezone: string, today: Date, language: Language): string {
  const time = lotClock(timezone, today, language);
  return phrase.map((part) => (part instanceof Date ? time(part) : part)).join('');
}
