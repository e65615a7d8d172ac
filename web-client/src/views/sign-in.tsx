import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { LoginBody, RegisterBody } from '../../../contract/api/accounts.js';
import { register, session, signIn } from '../session/session.js';
import { Choice, Field, Form, textOf } from '../ui/form.js';
import { LotFromAbove } from '../ui/lot-from-above.js';
import { Page } from '../ui/page.js';
import { useSubmission } from '../ui/use-submission.js';

const roles = [
  { value: 'user', label: 'I park' },
  { value: 'owner', label: 'I own a lot' },
];
const nothing = () => undefined;

/** The sign-in and register form, shown at any URL; the view of that URL follows. */
export function SignIn() {
  const [isNew, setNew] = useState(false);
  const state = session.value;
  const hasEnded = state.status === 'signed-out' && state.hasEnded;
  return (
    <div class="gate">
      <LotFromAbove />
      <Page
        title={isNew ? 'Create an account' : 'Sign in'}
        below="Book a slot, and know the moment something happens to it."
      >
        {hasEnded && (
          <p class="notice" role="status">
            Your session has ended, here or on another device. Sign in again to go on.
          </p>
        )}
        {isNew ? <RegisterForm /> : <SignInForm />}
        <p class="aside">
          {isNew ? 'You have an account?' : 'New here?'}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              setNew(!isNew);
            }}
          >
            {isNew ? 'Sign in' : 'Create an account'}
          </button>
          {' · '}
          <a href="/lots">Just look at the lots</a>
        </p>
      </Page>
    </div>
  );
}

function SignInForm() {
  const { submit, isBusy, error } = useSubmission<LoginBody, unknown>(signIn, nothing);
  return (
    <Form
      error={error}
      fields={['email', 'password']}
      onSubmit={(form) => void submit({ email: textOf(form, 'email'), password: textOf(form, 'password') })}
    >
      <EmailField error={error} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        missing="Enter your password."
        error={error}
      />
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
    </Form>
  );
}

function RegisterForm() {
  const { route } = useLocation();
  const [role, setRole] = useState<RegisterBody['role']>('user');
  const { submit, isBusy, error } = useSubmission<RegisterBody, unknown>(register, () => {
    // The first steps of an owner: a business, a lot, and the address at which drivers book.
    if (role === 'owner') route('/business');
  });
  return (
    <Form
      error={error}
      fields={['name', 'email', 'password']}
      onSubmit={(form) =>
        void submit({
          email: textOf(form, 'email'),
          password: textOf(form, 'password'),
          name: textOf(form, 'name'),
          role,
        })
      }
    >
      <Field label="Name" name="name" autoComplete="name" missing="Enter your name." error={error} />
      <EmailField error={error} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="10 characters or more"
        missing="Choose a password."
        error={error}
      />
      <Choice
        legend="What brings you here?"
        name="role"
        options={roles}
        value={role}
        onChange={(value) => {
          setRole(value === 'owner' ? 'owner' : 'user');
        }}
      />
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? 'Creating…' : 'Create account'}
      </button>
    </Form>
  );
}

function EmailField({ error }: { error: unknown }) {
  return (
    <Field
      label="E-mail"
      name="email"
      type="email"
      autoComplete="username"
      inputMode="email"
      missing="Enter your e-mail address."
      error={error}
    />
  );
}
