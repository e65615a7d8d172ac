import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { RegisterBody } from '../../../contract/api/accounts.js';
import { register, session, signIn } from '../session/session.js';
import { gate } from '../texts/gate.js';
import { language } from '../texts/language.js';
import { CredentialsForm, EmailField, PasswordField } from '../ui/credentials.js';
import { Choice, Field } from '../ui/form.js';
import { LotFromAbove } from '../ui/lot-from-above.js';
import { Page } from '../ui/page.js';
import { LanguageChoice } from '../ui/language-choice.js';

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
  return (
    <CredentialsForm
      fields={['email', 'password']}
      send={signIn}
      done={nothing}
      button={[t.signIn, t.signingIn]}
      below={
        <p class="aside">
          <a href="/forgotten-password">{t.forgotten}</a>
        </p>
      }
    >
      {(error) => (
        <>
          <EmailField error={error} />
          <PasswordField error={error} />
        </>
      )}
    </CredentialsForm>
  );
}

function RegisterForm() {
  const t = gate.value;
  const { route } = useLocation();
  const [role, setRole] = useState<RegisterBody['role']>('user');
  return (
    <CredentialsForm
      fields={['name', 'email', 'password']}
      more={{ role, language: language.value }}
      send={register}
      done={() => {
        // The first steps of an owner: a business, a lot, and the address at which drivers book.
        if (role === 'owner') route('/business');
      }}
      button={[t.create, t.creating]}
    >
      {(error) => (
        <>
          <Field label={t.name} name="name" autoComplete="name" missing={t.nameMissing} error={error} />
          <EmailField error={error} />
          <PasswordField error={error} isNew />
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
        </>
      )}
    </CredentialsForm>
  );
}
