import { useState } from 'preact/hooks';
import { languages, type Language } from '../../../contract/languages.js';
import { changeAccount } from '../http/account.js';
import { sentenceFor } from '../http/problem.js';
import { somethingChanged } from '../live/changes.js';
import { chooseLanguage } from '../session/own-language.js';
import { session } from '../session/session.js';
import { language, languageNames } from '../texts/language.js';
import { shell } from '../texts/shell.js';
import { say } from '../toasts/toasts.js';
import { Choice } from './form.js';

const options = languages.map((value) => ({
  value,
  label: <bdi lang={value}>{languageNames[value]}</bdi>,
}));

/** In which language the page is, and whoever is signed in is told of events. */
export function LanguageChoice({ legend, name = 'language' }: { legend?: string; name?: string }) {
  /** While its texts are on their way. */
  const [wanted, setWanted] = useState<Language>();
  const isSignedIn = session.value.status === 'signed-in';
  const choose = async (chosen: Language) => {
    setWanted(chosen);
    try {
      await chooseLanguage(chosen, isSignedIn);
    } catch {
      const { languageNotLoaded: title, checkConnection: message } = shell.peek().account;
      say({ type: 'error', title, message });
      setWanted(undefined);
      return;
    }
    setWanted(undefined);
    if (!isSignedIn) return;
    try {
      await changeAccount({ language: chosen });
      // What the server words in it.
      somethingChanged();
    } catch (error) {
      say({ type: 'error', title: shell.peek().account.languageNotSaved, message: sentenceFor(error) });
    }
  };
  return (
    <Choice
      legend={legend ?? shell.value.account.language}
      name={name}
      options={options}
      value={wanted ?? language.value}
      onChange={(value) => {
        const chosen = languages.find((known) => known === value);
        if (chosen) void choose(chosen);
      }}
    />
  );
}
