import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import type { Preferences, PreferencesChange } from '../../../contract/api/preferences.js';
import { sentenceFor } from '../http/problem.js';
import { replacePreferences } from '../http/preferences.js';
import { Submission } from '../http/submission.js';
import { preferencesWords } from '../texts/preferences.js';
import { say } from '../toasts/toasts.js';
import { useForgetUnreached } from '../ui/use-forget-unreached.js';
import { Saving } from './saving.js';

/** As it is kept. Whoever has never chosen a zone is in that of their device. */
const chosenIn = ({ choices, timezone, quietHours, digest, changedAt }: Preferences): PreferencesChange => ({
  ...{ choices, quietHours, digest },
  timezone: changedAt === null ? Intl.DateTimeFormat().resolvedOptions().timeZone : timezone,
});

/**
 * Saves what is changed on the page, also when it is left, and again when the server can be reached again. Only where it
 * would be lost with the whole tab does the browser ask.
 * @returns how it goes, and everything as it is chosen now.
 */
export function useSaving(known: Preferences, saved: (answer: Preferences) => void) {
  const saving = useMemo(() => {
    const submission = new Submission(replacePreferences);
    return new Saving(
      chosenIn(known),
      (body) => submission.run(body),
      (answer) => {
        saved(answer);
        return chosenIn(answer);
      },
    );
  }, []);
  useEffect(() => {
    saving.kept = chosenIn(known);
  }, [known]);

  const { draft, failure } = saving.state.value;
  useForgetUnreached(failure, () => {
    saving.flush();
  });
  const { isOpen } = saving;
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: BeforeUnloadEvent) => {
      saving.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
    };
  }, [isOpen]);
  useEffect(
    () => () => {
      saving.flush();
      // Nothing of the page is left that could say so.
      saving.state.subscribe(({ failure: lost }) => {
        if (lost === undefined) return;
        say({ type: 'error', title: preferencesWords.value.notSaved, message: sentenceFor(lost) });
      });
    },
    [],
  );
  return { saving, chosen: { ...chosenIn(known), ...draft } };
}
