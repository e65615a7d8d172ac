import { effect } from '@preact/signals';
import type { Language } from '../../../contract/languages.js';
import { directionOf, language, onLanguageRemembered, preferredLanguage } from './language.js';
import { switchLanguage } from './texts-in.js';

/** A slow line is no reason to show nothing: English is there. */
const patienceMs = 4_000;

/** One app, whatever its language: both have the same `id`. */
const manifestOf = (of: Language) => (of === 'en' ? '/manifest.webmanifest' : `/manifest.${of}.webmanifest`);

/** Turns the page to the language of this device before it is shown first, and tells the browser which one it is. */
export async function startLanguage(): Promise<void> {
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dir = directionOf(language.value);
    document.querySelector('link[rel=manifest]')?.setAttribute('href', manifestOf(language.value));
  });
  const follow = () => switchLanguage(preferredLanguage()).catch(() => undefined);
  onLanguageRemembered(() => void follow());
  const ready = follow();
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
