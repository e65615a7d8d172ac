import { signal } from '@preact/signals';
import { languageAmong, languages, locales, type Language } from '../../../contract/languages.js';
import { stored } from '../stored.js';

const name = 'parkmate.language';

/** The language that this page is in. It changes by `switchLanguage` alone, when the texts of the next one are there. */
export const language = signal<Language>('en');

/** The locale of numbers, dates and money. */
export const locale = (): string => locales[language.value];

/** How each language calls itself, for those who cannot read the one that the page is in. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/** From right to left are `ar`, `fa`, `he` and `ur`, should one of them be added. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  /^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr';

/** What was chosen on this device before, else what the browser prefers. */
export function preferredLanguage(): Language {
  const kept = stored.read(name);
  return languages.find((known) => known === kept) ?? languageAmong(navigator.languages) ?? 'en';
}

/** Remembers the choice on this device, of which its other tabs hear too. */
export const rememberLanguage = (chosen: Language): void => {
  stored.write(name, chosen);
};

/** Calls the listener when another tab has remembered a choice. */
export function onLanguageRemembered(listener: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === name) listener();
  });
}
