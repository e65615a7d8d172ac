import { effect } from '@preact/signals';
import { directionOf, language, onLanguageRemembered, preferredLanguage } from './language.js';
import { switchLanguage } from './texts-in.js';

/** A slow line is no reason to show nothing: English is there. */
const patienceMs = 4_000;

/** Turns the page to the language of this device before it is shown first, and tells the browser which one it is. */
export async function startLanguage(): Promise<void> {
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dir = directionOf(language.value);
  });
  const follow = () => switchLanguage(preferredLanguage()).catch(() => undefined);
  onLanguageRemembered(() => void follow());
  const ready = follow();
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
