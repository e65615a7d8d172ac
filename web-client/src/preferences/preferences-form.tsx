import type { Preferences } from '../../../contract/api/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { Choice } from '../ui/form.js';
import { EventChoices } from './event-choices.js';
import { QuietFields } from './quiet-fields.js';
import { SaveNote } from './save-note.js';
import { useSaving } from './use-saving.js';

interface Props {
  known: Preferences;
  saved: (preferences: Preferences) => void;
}

/** Everything that can be chosen, each saved as it is chosen. What this installation cannot send is not among it. */
export function PreferencesForm({ known, saved }: Props) {
  const t = preferencesWords.value;
  const { saving, chosen } = useSaving(known, saved);
  const hasMail = known.reach.email !== 'unavailable';
  const hasPush = known.reach.push !== 'unavailable';
  const hasWarnings = known.events.some(({ urgency }) => urgency === 'warning');
  return (
    <div class="preferences">
      {hasMail || hasPush ? (
        <>
          <EventChoices {...known} choices={chosen.choices} saving={saving} />
          <QuietFields
            {...chosen}
            hasWarnings={hasWarnings}
            hasDeadlines={'booking.ends-in-quiet-hours' in known.choices}
            saving={saving}
          />
        </>
      ) : (
        <section class="card form">
          <h2>{t.events.title.both}</h2>
          <p>{t.neither}</p>
        </section>
      )}
      {hasMail && known.digests.length > 1 && (
        <section class="card form">
          <div>
            <div class="save-head">
              <h2>{t.digest.title}</h2>
              <SaveNote saving={saving} place="digest" />
            </div>
            <p class="hint">
              {t.digest.hint} {t.digest.zone}
            </p>
          </div>
          <Choice
            legend={t.digest.title}
            name="digest"
            options={known.digests.map((value) => ({ value, label: t.digest.choices[value] }))}
            value={chosen.digest}
            onChange={(value) => {
              saving.change(
                { digest: known.digests.find((one) => one === value) ?? chosen.digest },
                'digest',
              );
            }}
          />
        </section>
      )}
      <p class="hint">
        {t.more} <a href="/account">{t.account}</a>.
      </p>
    </div>
  );
}
