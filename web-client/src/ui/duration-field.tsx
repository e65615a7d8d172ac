import { useState } from 'preact/hooks';
import type { FieldFault } from '../../../contract/api/problem.js';
import { bookingWords } from '../texts/booking.js';
import { formatDuration } from '../time/duration.js';
import { Choice, faultOf, Field } from './form.js';

const offered = ['900', '1800', '3600', '7200', '14400', 'other'] as const;

/** The server counts seconds, people minutes and hours. */
function wordsFor({ atLeast, atMost }: FieldFault): string {
  const t = bookingWords.value.form;
  if (atLeast !== undefined) return t.atLeast(formatDuration(atLeast));
  return atMost === undefined ? t.minutesMissing : t.atMost(formatDuration(atMost));
}

interface Props {
  seconds: number;
  onChange: (seconds: number) => void;
  error: unknown;
}

/** The duration input. Its maximum is validated by the server. */
export function DurationField({ seconds, onChange, error }: Props) {
  const t = bookingWords.value.form;
  const [choice, setChoice] = useState(String(seconds));
  const fault = faultOf(error, 'durationSeconds');
  const isOther = choice === 'other';
  return (
    <>
      <Choice
        legend={t.howLong}
        name="duration"
        options={offered.map((value) => ({ value, label: t.durations[value] }))}
        value={choice}
        error={isOther || !fault ? undefined : wordsFor(fault)}
        onChange={(value) => {
          setChoice(value);
          if (value !== 'other') onChange(Number(value));
        }}
      />
      {isOther && (
        <Field
          label={t.minutes}
          name="durationSeconds"
          type="number"
          inputMode="decimal"
          min="0"
          step="any"
          autoFocus
          defaultValue={Number.isNaN(seconds) ? '' : String(seconds / 60)}
          error={error}
          missing={t.minutesMissing}
          words={wordsFor}
          onInput={(event) => {
            onChange(Math.round(event.currentTarget.valueAsNumber * 60));
          }}
        />
      )}
    </>
  );
}
