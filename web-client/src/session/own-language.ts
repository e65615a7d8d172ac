import type { Language } from '../../../contract/languages.js';
import { language, rememberLanguage } from '../texts/language.js';
import { switchLanguage } from '../texts/texts-in.js';

/** What the profile said last: what it says again is no news, and would undo a choice that is on its way there. */
let told: { userId: string; language: Language } | undefined;

/** What was chosen on the sign-in page, which is to become that of the profile. */
let chosenBefore: Language | undefined;

/** Turns the page to a language, and remembers it on this device. @throws Error when its texts cannot be loaded */
export async function chooseLanguage(chosen: Language, isSignedIn: boolean): Promise<void> {
  await switchLanguage(chosen);
  rememberLanguage(chosen);
  if (!isSignedIn) chosenBefore = chosen;
}

/**
 * Turns the page to the language of the profile, wherever that was chosen.
 * @param save called instead with one that was chosen on the sign-in page, just before
 */
export function followProfile(
  user: { id: string; language: Language },
  save: (chosen: Language) => Promise<unknown>,
): void {
  if (told?.userId === user.id && told.language === user.language) return;
  told = { userId: user.id, language: user.language };
  const chosen = chosenBefore;
  chosenBefore = undefined;
  if (chosen !== undefined && chosen !== user.language) {
    // It is that of this device all the same.
    save(chosen).catch(() => undefined);
    return;
  }
  if (user.language === language.peek()) return;
  switchLanguage(user.language).then(
    () => {
      rememberLanguage(user.language);
    },
    () => undefined,
  );
}

/** Somebody else may sign in here next. */
export function forgetProfile(): void {
  told = undefined;
}
