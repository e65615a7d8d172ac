import type { ComponentChildren } from 'preact';
import { credentialsWords } from '../texts/credentials.js';
import { Field, Form, textOf } from './form.js';
import { useSubmission } from './use-submission.js';

interface FormProps<Name extends string, More, Answer> {
  /** The names of its fields, whose texts are sent as they were typed. */
  fields: readonly Name[];
  /** What is sent besides. */
  more?: More;
  send: (body: Record<Name, string> & More, idempotencyKey: string) => Promise<Answer>;
  done: (answer: Answer) => void;
  /** What the button says: before it is pressed, and while it works. */
  button: readonly [string, string];
  isWide?: boolean;
  children: (error: unknown) => ComponentChildren;
  below?: ComponentChildren;
}

/** A form of few fields and one button, by which somebody shows who they are, or changes by what they show it. */
export function CredentialsForm<Name extends string, Answer, More = unknown>({
  fields,
  more,
  send,
  done,
  button: [still, busy],
  isWide = true,
  children,
  below,
}: FormProps<Name, More, Answer>) {
  const { submit, isBusy, error } = useSubmission(send, done);
  return (
    <Form
      error={error}
      fields={fields}
      onSubmit={(form) => {
        const typed = Object.fromEntries(fields.map((name) => [name, textOf(form, name)]));
        void submit({ ...typed, ...more } as Record<Name, string> & More);
      }}
    >
      {children(error)}
      <button type="submit" class={`primary${isWide ? ' wide' : ''}`} aria-disabled={isBusy}>
        {isBusy ? busy : still}
      </button>
      {below}
    </Form>
  );
}

export function EmailField({ error }: { error: unknown }) {
  const t = credentialsWords.value;
  return (
    <Field
      label={t.email}
      name="email"
      type="email"
      autoComplete="username"
      inputMode="email"
      missing={t.emailMissing}
      error={error}
    />
  );
}

interface PasswordProps {
  error: unknown;
  /** Whether it is chosen here, so that managers of passwords offer one. */
  isNew?: boolean;
  name?: string;
  label?: string;
}

export function PasswordField({ error, isNew = false, name = 'password', label }: PasswordProps) {
  const t = credentialsWords.value;
  return (
    <Field
      label={label ?? t.password}
      name={name}
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      {...(isNew && { hint: t.newPasswordHint })}
      missing={isNew ? t.newPasswordMissing : t.passwordMissing}
      error={error}
    />
  );
}
