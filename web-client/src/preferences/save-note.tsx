import { Check } from 'lucide-preact';
import { sentenceFor } from '../http/problem.js';
import { preferencesWords } from '../texts/preferences.js';
import { shell } from '../texts/shell.js';
import type { Saving } from './saving.js';

/** Beside what was changed last: whether it is saved, and what to do where it is not. */
export function SaveNote({ saving, place }: { saving: Saving; place: string }) {
  const t = preferencesWords.value;
  const { place: last, status, failure } = saving.state.value;
  const here = last === place ? status : undefined;
  return (
    <div class="save-note" role="status" data-status={here}>
      {here === 'saving' && <span>{t.saving}</span>}
      {here === 'saved' && (
        <>
          <Check aria-hidden="true" /> <span>{t.saved}</span>
        </>
      )}
      {here === 'refused' && <strong>{t.notSaved}</strong>}
      {here === 'failed' && (
        <>
          <strong>{t.notSaved}</strong> {sentenceFor(failure)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              saving.flush();
            }}
          >
            {shell.value.states.tryAgain}
          </button>
        </>
      )}
    </div>
  );
}
