/** Characters that turn the direction of what follows them, whatever it is: marks, embeddings, overrides and isolates. */
const bidiControls = /\p{Bidi_Control}/gu;

/**
 * Text of unknown direction for the inside of a sentence: it neither pulls its neighbours to its side nor turns them
 * around (FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE, Unicode Annex 9, section 2.4.2). Controls inside it are left out,
 * since one of them could end the isolate.
 */
export const isolate = (text: string): string => `\u2068${text.replace(bidiControls, '')}\u2069`;

/** The tag of a sentence in which every value is isolated. Whatever people typed goes into a message through it. */
export const sentence = (words: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: words }, ...values.map(isolate));

/** "5 minutes", "1 hour", "90 seconds": in the largest unit that keeps the number whole. */
export function duration(seconds: number): string {
  const [amount, unit] =
    seconds > 0 && seconds % 3600 === 0
      ? [seconds / 3600, 'hour']
      : seconds > 0 && seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
