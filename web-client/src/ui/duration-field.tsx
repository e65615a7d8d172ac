import { useState } from 'preact/hooks';
import type { FieldFault } from '../../../contract/api/problem.js';
import { formatDuration } from '../time/duration.js';
import { Choice, faultOf, Field } from './form.js';

const offered = [
  { value: '900', label: '15 min' },
  { value: '1800', label: '30 min' },
  { value: '3600', label: '1 h' },
  { value: '7200', label: '2 h' },
  { value: '14400', label: '4 h' },
  { value: 'other', label: 'Other' },
];

const missing = 'Enter how many minutes.';

/** The server counts seconds, people minutes and hours. */
function wordsFor({ atLeast, atMost }: FieldFault): string {
  if (atLeast !== undefined) return `Book for at least ${formatDuration(atLeast)}.`;
  return atMost === undefined ? missing : `Book for at most ${formatDuration(atMost)}.`;
}

interface Props {
  seconds: number;
  onChange: (seconds: number) => void;
  error: unknown;
}

/** The duration input. Its maximum is validated by the server. */
export function DurationField({ seconds, onChange, error }: Props) {
  const [choice, setChoice] = useState(String(seconds));
  const fault = faultOf(error, 'durationSeconds');
  const isOther = choice === 'other';
  return (
    <>
      <Choice
        legend="How long?"
        name="duration"
        options={offered}
        value={choice}
        error={isOther || !fault ? undefined : wordsFor(fault)}
        onChange={(value) => {
          setChoice(value);
          if (value !== 'other') onChange(Number(value));
        }}
      />
      {isOther && (
        <Field
          label="Minutes"
          name="durationSeconds"
          type="number"
          inputMode="decimal"
          min="0"
          step="any"
          autoFocus
          defaultValue={Number.isNaN(seconds) ? '' : String(seconds / 60)}
          error={error}
          missing={missing}
          words={wordsFor}
          onInput={(event) => {
            onChange(Math.round(event.currentTarget.valueAsNumber * 60));
          }}
        />
      )}
    </>
  );
}
