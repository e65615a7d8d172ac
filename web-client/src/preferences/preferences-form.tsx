import { useState } from 'preact/hooks';
import type { Preferences, PreferencesChange } from '../../../contract/api/preferences.js';
import { replacePreferences } from '../http/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { say } from '../toasts/toasts.js';
import { Choice, Form } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';
import { EventChoices } from './event-choices.js';
import { QuietFields } from './quiet-fields.js';

interface Props {
  known: Preferences;
  saved: (preferences: Preferences) => void;
}

/** As it is kept. Whoever has never chosen a zone is in that of their device. */
const chosenIn = ({ choices, timezone, quietHours, digest, changedAt }: Preferences): PreferencesChange => ({
  ...{ choices, quietHours, digest },
  timezone: changedAt === null ? Intl.DateTimeFormat().resolvedOptions().timeZone : timezone,
});

/** Everything that can be chosen, saved as one. */
export function PreferencesForm({ known, saved }: Props) {
  const t = preferencesWords.value;
  const [draft, setDraft] = useState(() => chosenIn(known));
  const change = (part: Partial<PreferencesChange>) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const { submit, isBusy, error } = useSubmission<PreferencesChange, Preferences>(
    replacePreferences,
    (answer) => {
      saved(answer);
      say({ type: 'success', title: t.saved, message: t.savedMore });
    },
  );
  const isChanged = JSON.stringify(draft) !== JSON.stringify(chosenIn(known));
  const hasWarnings = known.events.some(({ urgency }) => urgency === 'warning');
  return (
    <Form
      class="preferences"
      error={error}
      fields={['quietHours.from', 'quietHours.to', 'timezone']}
      onSubmit={() => void submit(draft)}
    >
      <EventChoices
        {...known}
        choices={draft.choices}
        choose={(choices) => {
          change({ choices });
        }}
      />
      <QuietFields
        {...draft}
        hasWarnings={hasWarnings}
        hasDeadlines={'booking.ends-in-quiet-hours' in known.choices}
        change={change}
        error={error}
      />
      {known.digests.length > 1 && (
        <section class="card form">
          <div>
            <h2>{t.digest.title}</h2>
            <p class="hint">
              {t.digest.hint} {t.digest.zone}
            </p>
          </div>
          <Choice
            legend={t.digest.title}
            name="digest"
            options={known.digests.map((value) => ({ value, label: t.digest.choices[value] }))}
            value={draft.digest}
            onChange={(value) => {
              change({ digest: known.digests.find((one) => one === value) ?? draft.digest });
            }}
          />
        </section>
      )}
      <p class="hint">
        {t.more} <a href="/account">{t.account}</a>.
      </p>
      <div class="preferences-save" data-changed={isChanged}>
        <p role="status">{isChanged ? t.unsaved : ''}</p>
        {isChanged && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              setDraft(chosenIn(known));
            }}
          >
            {t.discard}
          </button>
        )}
        <button type="submit" class="primary" aria-disabled={isBusy}>
          {isBusy ? t.saving : t.save}
        </button>
      </div>
    </Form>
  );
}
