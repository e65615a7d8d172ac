import '../styles/account.css';
import { BellRing } from 'lucide-preact';
import { session } from '../session/session.js';
import { accountWords } from '../texts/account.js';
import { LanguageChoice } from '../ui/language-choice.js';
import { PushChoice } from '../push/push-choice.js';
import { Page } from '../ui/page.js';
import { Address } from './address.js';
import { PasswordForm } from './password-form.js';
import { Sessions } from './sessions.js';
import { WarningChoices } from './warning-choices.js';

/** The account of whoever is signed in: language, password and sessions. */
export default function AccountView() {
  const t = accountWords.value;
  const state = session.value;
  if (state.status !== 'signed-in') return <></>;
  const { user } = state;
  return (
    <Page
      title={t.title}
      below={
        <>
          <bdi>{user.name}</bdi> · {user.email}
        </>
      }
    >
      <div class="account">
        <Address />
        <section class="card form">
          <div>
            <h2>{t.language.title}</h2>
            <p class="hint">{t.language.hint}</p>
          </div>
          <LanguageChoice legend={t.language.legend} name="account-language" />
        </section>
        <section class="card form">
          <div>
            <h2>{t.reach.title}</h2>
            <p class="hint">{t.reach.hint}</p>
          </div>
          <a class="button quiet" href="/preferences">
            <BellRing aria-hidden="true" /> {t.reach.open}
          </a>
        </section>
        {user.role === 'user' && <WarningChoices />}
        <PushChoice />
        <PasswordForm user={user} />
        <Sessions />
      </div>
    </Page>
  );
}
