import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../../contract/languages.js';
import { language } from './language.js';

/** Where the texts of a feature are in each language but English. */
export type Translations<Texts> = Record<Exclude<Language, 'en'>, () => Promise<{ texts: Texts }>>;

/** One function for each feature whose code was loaded, which loads its texts in a language. */
const features: ((wanted: Language) => Promise<void>)[] = [];

/** What the page is in, or is about to be. */
let wanted: Language = 'en';

/**
 * The texts of a feature in the language of the page. English comes with the code that uses it, other languages in files of
 * their own, which are loaded when they are wanted; until then the page reads English.
 */
export function textsIn<Texts extends object>(
  english: Texts,
  translations: Translations<Texts>,
): ReadonlySignal<Texts> {
  const known = signal<Partial<Record<Language, Texts>>>({ en: english });
  features.push(async (wanted) => {
    if (wanted === 'en' || known.peek()[wanted]) return;
    const { texts } = await translations[wanted]();
    known.value = { ...known.peek(), [wanted]: texts };
  });
  return computed(() => known.value[language.value] ?? english);
}

/** Loads the texts of all features whose code is there, in the language of the page. */
export const loadTexts = async (): Promise<void> => {
  await Promise.all(features.map((load) => load(wanted)));
};

/**
 * Turns the page to a language as soon as all of its texts are there, so that no page is in two of them.
 * @throws Error when they cannot be loaded: then the page stays as it is
 */
export async function switchLanguage(next: Language): Promise<void> {
  wanted = next;
  try {
    await loadTexts();
  } catch (error) {
    if (wanted === next) wanted = language.peek();
    throw error;
  }
  if (wanted === next) language.value = next;
}
