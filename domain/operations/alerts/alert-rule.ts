import type { AlertSeverity } from '../../../contract/api/operations.js';
import { languages, type Language } from '../../../contract/languages.js';
import type { AlertLimits } from './alert-limits.js';
import type { ReadingName, Readings } from './readings.js';

/** What is wrong, in each language: the end of the sentence that begins with the rule's name. */
export type Says = Readonly<Record<Language, string>>;

/** A figure that is beyond its limit. */
export interface Finding {
  /** What it is about, such as a queue; omitted where the rule has one subject only. */
  subject?: string;
  /** As it is kept and sent, such as "12 s". */
  figure: string;
  /** It names the figure. */
  says: Says;
}

/** One declaration per rule, from which evaluation, notifications, webhooks and the section of the guide derive. */
export interface AlertRule<Name extends ReadingName = ReadingName> {
  /** In kebab-case; the title of its section in docs/operating.md. */
  name: string;
  severity: AlertSeverity;
  reads: Name;
  /** For how long it must be found before it is raised, by the monotonic clock of one process. */
  holdMs: (limits: AlertLimits) => number;
  find: (reading: Readings[Name], limits: AlertLimits) => Finding[];
}

/** Erases the type of the reading, which `judge` pairs with the rule again. */
export const defineAlertRule = <Name extends ReadingName>(rule: AlertRule<Name>): AlertRule =>
  rule as unknown as AlertRule;

/** A finding with a subject. */
export type Condition = Finding & { subject: string };

/** What a rule finds in a reading of its kind. */
export const judge = (rule: AlertRule, reading: Readings[ReadingName], limits: AlertLimits): Condition[] =>
  rule.find(reading, limits).map((finding) => ({ subject: '', ...finding }));

/** The sentence about a finding: in English, as it is kept, logged and sent, and in the other languages by their codes. */
export function sentencesOf(
  rule: string,
  says: Says,
): { message: string; translations: Record<string, string> } {
  const sentence = (language: Language) => `${rule}: ${says[language]}.`;
  const others = languages.filter((language) => language !== 'en');
  return {
    message: sentence('en'),
    translations: Object.fromEntries(others.map((language) => [language, sentence(language)])),
  };
}
