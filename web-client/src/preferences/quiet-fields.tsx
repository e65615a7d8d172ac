import { useId } from 'preact/hooks';
import type { PreferencesChange } from '../../../contract/api/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { Field } from '../ui/form.js';
import { SaveNote } from './save-note.js';
import type { Saving } from './saving.js';

interface Props extends Pick<PreferencesChange, 'quietHours' | 'timezone'> {
  /** Whether anything that this person is told of could go through them. */
  hasWarnings: boolean;
  /** Whether something of theirs may end in them. */
  hasDeadlines: boolean;
  saving: Saving;
}

const usual = { from: '22:00', to: '07:00', breakThrough: false };

/** As the browser knows them; a browser that cannot list them still takes any name. */
const zones = () => ('supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []);

/** When nothing is sent, and what becomes of a warning then. */
export function QuietFields({ quietHours, timezone, hasWarnings, hasDeadlines, saving }: Props) {
  const t = preferencesWords.value.quiet;
  const list = useId();
  const { refused } = saving.state.value;
  const change = (part: Partial<PreferencesChange>, isTyped = false) => {
    saving.change(part, 'quiet', isTyped);
  };
  const set = (part: Partial<typeof usual>, isTyped = false) => {
    change({ quietHours: { ...usual, ...quietHours, ...part } }, isTyped);
  };
  /** Whoever leaves a field has typed what they wanted to. */
  const done = () => {
    saving.flush();
  };
  return (
    <section class="card form">
      <div class="save-head">
        <h2>{t.title}</h2>
        <SaveNote saving={saving} place="quiet" />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={quietHours !== null}
          onChange={(event) => {
            change({ quietHours: event.currentTarget.checked ? usual : null });
          }}
        />
        {t.on}
      </label>
      {quietHours && (
        <div class="quiet-times">
          {(['from', 'to'] as const).map((end) => (
            <Field
              key={end}
              label={t[end]}
              name={`quietHours.${end}`}
              type="time"
              value={quietHours[end]}
              missing={t.timeMissing}
              error={refused.get('quietHours')}
              onInput={(event) => {
                set({ [end]: event.currentTarget.value }, true);
              }}
              onBlur={done}
            />
          ))}
        </div>
      )}
      <Field
        label={t.zone}
        name="timezone"
        hint={t.zoneHint}
        autoComplete="off"
        spellcheck={false}
        list={list}
        value={timezone}
        error={refused.get('timezone')}
        onInput={(event) => {
          change({ timezone: event.currentTarget.value.trim() }, true);
        }}
        onBlur={done}
      />
      <datalist id={list}>
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {quietHours && hasWarnings && (
        <label class="check">
          <input
            type="checkbox"
            checked={quietHours.breakThrough}
            onChange={(event) => {
              set({ breakThrough: event.currentTarget.checked });
            }}
          />
          {t.breakThrough}
        </label>
      )}
      <p class="quiet-meaning" aria-live="polite">
        {quietHours ? (
          <>
            {t.when(quietHours.from, quietHours.to)} {t.later(quietHours.to)}{' '}
            {hasWarnings && (quietHours.breakThrough ? t.through : t.dropped)}{' '}
            {hasDeadlines && !quietHours.breakThrough && t.before(quietHours.from)}
          </>
        ) : (
          t.off
        )}
      </p>
    </section>
  );
}
