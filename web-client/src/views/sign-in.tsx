import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { LoginBody, RegisterBody } from '../../../contract/api/accounts.js';
import { register, session, signIn } from '../session/session.js';
import { gate } from '../texts/gate.js';
import { language } from '../texts/language.js';
import { Choice, Field, Form, textOf } from '../ui/form.js';
import { LotFromAbove } from '../ui/lot-from-above.js';
import { Page } from '../ui/page.js';
import { LanguageChoice } from '../ui/language-choice.js';
import { useSubmission } from '../ui/use-submission.js';

const nothing = () => undefined;

/** The sign-in and register form, shown at any URL; the view of that URL follows. */
export function SignIn() {
  const t = gate.value;
  const [isNew, setNew] = useState(false);
  const state = session.value;
  const hasEnded = state.status === 'signed-out' && state.hasEnded;
  return (
    <div class="gate">
      <LotFromAbove />
      <Page title={isNew ? t.createAccount : t.signIn} below={t.promise}>
        {hasEnded && (
          <p class="notice" role="status">
            {t.hasEnded}
          </p>
        )}
        {isNew ? <RegisterForm /> : <SignInForm />}
        <p class="aside">
          {isNew ? t.haveAccount : t.isNew}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              setNew(!isNew);
            }}
          >
            {isNew ? t.signIn : t.createAccount}
          </button>
          {' · '}
          <a href="/lots">{t.justLook}</a>
        </p>
        <LanguageChoice />
      </Page>
    </div>
  );
}

function SignInForm() {
  const t = gate.value;
  const { submit, isBusy, error } = useSubmission<LoginBody, unknown>(signIn, nothing);
  return (
    <Form
      error={error}
      fields={['email', 'password']}
      onSubmit={(form) => void submit({ email: textOf(form, 'email'), password: textOf(form, 'password') })}
    >
      <EmailField error={error} />
      <Field
        label={t.password}
        name="password"
        type="password"
        autoComplete="current-password"
        missing={t.passwordMissing}
        error={error}
      />
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? t.signingIn : t.signIn}
      </button>
      <p class="aside">
        <a href="/forgotten-password">{t.forgotten}</a>
      </p>
    </Form>
  );
}

function RegisterForm() {
  const t = gate.value;
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
          language: language.peek(),
        })
      }
    >
      <Field label={t.name} name="name" autoComplete="name" missing={t.nameMissing} error={error} />
      <EmailField error={error} />
      <Field
        label={t.password}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={t.newPasswordHint}
        missing={t.newPasswordMissing}
        error={error}
      />
      <Choice
        legend={t.role}
        name="role"
        options={[
          { value: 'user', label: t.roles.user },
          { value: 'owner', label: t.roles.owner },
        ]}
        value={role}
        onChange={(value) => {
          setRole(value === 'owner' ? 'owner' : 'user');
        }}
      />
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? t.creating : t.create}
      </button>
    </Form>
  );
}

function EmailField({ error }: { error: unknown }) {
  const t = gate.value;
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
