import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { FieldFault } from '../../../contract/api/problem.js';
import { ApiProblem, sentenceFor } from '../http/problem.js';
import { problems } from '../texts/problems.js';

/** What is wrong with a field by the server's answer. */
export const faultOf = (error: unknown, path: string): FieldFault | undefined =>
  error instanceof ApiProblem ? error.fieldFault(path) : undefined;

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
  const isSaid = fields.some((path) => faultOf(error, path) !== undefined);
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
  /** What to do where it was left empty. */
  missing?: string;
  /** What is wrong, in words for people; by default those of the server. */
  words?: (fault: FieldFault) => string;
}

/** An input with its label, hint and error. */
export function Field({
  label,
  name,
  hint,
  error,
  missing,
  words = problems.value.field,
  ...input
}: FieldProps) {
  const id = useId();
  const element = useRef<HTMLInputElement>(null);
  const fault = faultOf(error, name);
  const message =
    fault && (missing !== undefined && element.current?.value.trim() === '' ? missing : words(fault));
  const described = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        ref={element}
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
