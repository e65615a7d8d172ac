import { locales, type Language } from '../../../contract/languages.js';

/** Unicode bidirectional control characters: marks, embeddings, overrides and isolates. */
const bidiControls = /\p{Bidi_Control}/gu;

/**
 * Isolates text of unknown direction within a sentence (FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE, Unicode Annex 9, section
 * 2.4.2), so that a right-to-left name does not reorder its surroundings. Control characters are removed, since they could end
 * the isolate.
 */
export const isolate = (text: string): string => `\u2068${text.replace(bidiControls, '')}\u2069`;

/** A template tag that isolates every value. All user input in messages goes through it. */
export const sentence = (words: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: words }, ...values.map(isolate));

/** "5 minutes", "1 hora", "90 seconds": in the largest unit that keeps the number whole. */
export function duration(seconds: number, language: Language): string {
  const [amount, unit]: [number, string] =
    seconds > 0 && seconds % 3600 === 0
      ? [seconds / 3600, 'hour']
      : seconds > 0 && seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    useGrouping: false,
  }).format(amount);
}
