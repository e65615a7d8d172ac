import { useState } from 'preact/hooks';
import { ApiProblem } from '../http/problem.js';
import { Choice, Field } from './form.js';

const offered = [
  { value: '900', label: '15 min' },
  { value: '1800', label: '30 min' },
  { value: '3600', label: '1 h' },
  { value: '7200', label: '2 h' },
  { value: '14400', label: '4 h' },
  { value: 'other', label: 'Other' },
];

interface Props {
  seconds: number;
  onChange: (seconds: number) => void;
  error: unknown;
}

/** The duration input. Its maximum is validated by the server. */
export function DurationField({ seconds, onChange, error }: Props) {
  const [choice, setChoice] = useState(String(seconds));
  const message = error instanceof ApiProblem ? error.fieldError('durationSeconds') : undefined;
  const isOther = choice === 'other';
  return (
    <>
      <Choice
        legend="How long?"
        name="duration"
        options={offered}
        value={choice}
        error={isOther ? undefined : message}
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
          defaultValue={String(seconds / 60)}
          error={error}
          onInput={(event) => {
            onChange(Math.round(event.currentTarget.valueAsNumber * 60));
          }}
        />
      )}
    </>
  );
}
