import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { ApiProblem, sentenceFor } from '../http/problem.js';

const fieldError = (error: unknown, path: string) =>
  error instanceof ApiProblem ? error.fieldError(path) : undefined;

interface FormProps {
  error: unknown;
  /** Fields that show their own validation errors. */
  fields: readonly string[];
  onSubmit: (form: FormData) => void;
  children: ComponentChildren;
  class?: string;
}

/** A form that shows its error and focuses the first invalid field, or the error message. */
export function Form({ error, fields, onSubmit, children, class: className }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const isSaid = fields.some((path) => fieldError(error, path) !== undefined);
  useEffect(() => {
    if (error === undefined) return;
    const place = form.current?.querySelector<HTMLElement>('[aria-invalid=true], .form-error');
    place?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      class={className ?? 'form'}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {error !== undefined && !isSaid && (
        <p class="form-error" role="alert" tabIndex={-1}>
          {sentenceFor(error)}
        </p>
      )}
      {children}
    </form>
  );
}

interface FieldProps extends Omit<InputHTMLAttributes, 'name'> {
  label: string;
  name: string;
  hint?: string;
  error: unknown;
}

/** An input with its label, hint and error. */
export function Field({ label, name, hint, error, ...input }: FieldProps) {
  const id = useId();
  const message = fieldError(error, name);
  const described = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={name}
        aria-invalid={message !== undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {message && (
        <p class="field-error" id={`${id}-error`}>
          {message}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  legend: string;
  name: string;
  options: readonly { value: string; label: ComponentChildren }[];
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** A radio group. */
export function Choice({ legend, name, options, value, onChange, error }: ChoiceProps) {
  const id = useId();
  return (
    <fieldset class="choice" aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      <div class="chips">
        {options.map((option) => (
          <label class="chip" key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** The value of a text field. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
