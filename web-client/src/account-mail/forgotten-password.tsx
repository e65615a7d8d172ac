import { useEffect, useRef, useState } from 'preact/hooks';
import { askForReset } from '../http/account-mail.js';
import { accountMailWords } from '../texts/account-mail.js';
import { CredentialsForm, EmailField } from '../ui/credentials.js';
import { Page } from '../ui/page.js';

/** Asks for a letter by which a new password is set. What it says next is the same for every address. */
export default function ForgottenPassword() {
  const t = accountMailWords.value;
  const [isSent, setSent] = useState(false);
  return (
    <Page title={t.forgotten.title} below={t.forgotten.lead}>
      <div class="letter-page">
        {isSent ? (
          <Sent
            again={() => {
              setSent(false);
            }}
          />
        ) : (
          <Ask
            sent={() => {
              setSent(true);
            }}
          />
        )}
        <p class="aside">
          <a href="/sign-in">{t.toSignIn}</a>
        </p>
      </div>
    </Page>
  );
}

function Ask({ sent }: { sent: () => void }) {
  const t = accountMailWords.value.forgotten;
  return (
    <CredentialsForm fields={['email']} send={askForReset} done={sent} button={[t.send, t.sending]}>
      {(error) => <EmailField error={error} />}
    </CredentialsForm>
  );
}

function Sent({ again }: { again: () => void }) {
  const t = accountMailWords.value.forgotten;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section class="card form">
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {t.sent}
        </h2>
        <p class="hint">{t.sentMore}</p>
      </div>
      <button type="button" class="quiet" onClick={again}>
        {t.again}
      </button>
    </section>
  );
}
