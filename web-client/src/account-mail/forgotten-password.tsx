import { useEffect, useRef, useState } from 'preact/hooks';
import type { ForgottenPasswordBody } from '../../../contract/api/account-mail.js';
import { askForReset } from '../http/account-mail.js';
import { accountMailWords } from '../texts/account-mail.js';
import { Field, Form, textOf } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { useSubmission } from '../ui/use-submission.js';

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
  const { submit, isBusy, error } = useSubmission<ForgottenPasswordBody, undefined>(askForReset, sent);
  return (
    <Form error={error} fields={['email']} onSubmit={(form) => void submit({ email: textOf(form, 'email') })}>
      <Field
        label={t.email}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        missing={t.emailMissing}
        error={error}
      />
      <button type="submit" class="primary wide" aria-disabled={isBusy}>
        {isBusy ? t.sending : t.send}
      </button>
    </Form>
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
