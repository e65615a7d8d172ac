import { useState } from 'preact/hooks';
import { languages, type Language } from '../../../contract/languages.js';
import { language, languageNames, rememberLanguage } from '../texts/language.js';
import { shell } from '../texts/shell.js';
import { switchLanguage } from '../texts/texts-in.js';
import { say } from '../toasts/toasts.js';
import { Choice } from './form.js';

const options = languages.map((value) => ({
  value,
  label: <span lang={value}>{languageNames[value]}</span>,
}));

/** In which language the page is. */
export function LanguageChoice() {
  const t = shell.value.account;
  /** While its texts are on their way. */
  const [wanted, setWanted] = useState<Language>();
  const choose = async (chosen: Language) => {
    setWanted(chosen);
    try {
      await switchLanguage(chosen);
      rememberLanguage(chosen);
    } catch {
      say({ type: 'error', title: t.languageNotLoaded, message: t.checkConnection });
    }
    setWanted(undefined);
  };
  return (
    <Choice
      legend={t.language}
      name="language"
      options={options}
      value={wanted ?? language.value}
      onChange={(value) => {
        const chosen = languages.find((known) => known === value);
        if (chosen) void choose(chosen);
      }}
    />
  );
}
