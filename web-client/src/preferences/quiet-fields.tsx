import { useId } from 'preact/hooks';
import type { PreferencesChange } from '../../../contract/api/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { Field } from '../ui/form.js';

interface Props extends Pick<PreferencesChange, 'quietHours' | 'timezone'> {
  /** Whether anything that this person is told of could go through them. */
  hasWarnings: boolean;
  /** Whether something of theirs may end in them. */
  hasDeadlines: boolean;
  change: (part: Partial<PreferencesChange>) => void;
  error: unknown;
}

const usual = { from: '22:00', to: '07:00', breakThrough: false };

/** As the browser knows them; a browser that cannot list them still takes any name. */
const zones = () => ('supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []);

/** When nothing is sent, and what becomes of a warning then. */
export function QuietFields({ quietHours, timezone, hasWarnings, hasDeadlines, change, error }: Props) {
  const t = preferencesWords.value.quiet;
  const list = useId();
  const set = (part: Partial<typeof usual>) => {
    change({ quietHours: { ...usual, ...quietHours, ...part } });
  };
  return (
    <section class="card form">
      <h2>{t.title}</h2>
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
              error={error}
              onInput={(event) => {
                set({ [end]: event.currentTarget.value });
              }}
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
        error={error}
        onInput={(event) => {
          change({ timezone: event.currentTarget.value.trim() });
        }}
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
