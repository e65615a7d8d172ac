import { askToVerify, findOwnAccount } from '../http/account-mail.js';
import { accountMailWords } from '../texts/account-mail.js';
import { say } from '../toasts/toasts.js';
import { Form } from '../ui/form.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';

/** Asks whoever has not confirmed their address yet to do so, where there is mail at all. */
export function Address() {
  const t = accountMailWords.value.address;
  const { data } = useResource(findOwnAccount);
  const { submit, isBusy, error } = useSubmission<Record<string, never>, undefined>(askToVerify, () => {
    say({ type: 'success', title: t.sent, message: t.sentMore });
  });
  if (!data?.hasMail || data.emailVerified) return null;
  return (
    <section class="card form">
      <div>
        <h2>{t.title}</h2>
        <p class="hint">{t.text}</p>
      </div>
      <Form error={error} fields={[]} onSubmit={() => void submit({})}>
        <button type="submit" class="quiet" aria-disabled={isBusy}>
          {isBusy ? t.sending : t.again}
        </button>
      </Form>
    </section>
  );
}
