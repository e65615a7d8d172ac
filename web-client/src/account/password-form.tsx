import { useRef } from 'preact/hooks';
import type { Account, PasswordBody } from '../../../contract/api/accounts.js';
import { changePassword } from '../http/account.js';
import { somethingChanged } from '../live/changes.js';
import { accountWords } from '../texts/account.js';
import { say } from '../toasts/toasts.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

/** Changes the password of whoever knows the one before. */
export function PasswordForm({ user }: { user: Account }) {
  const t = accountWords.value.password;
  const section = useRef<HTMLElement>(null);
  const { submit, isBusy, error } = useSubmission<PasswordBody, undefined>(changePassword, () => {
    section.current?.querySelector('form')?.reset();
    section.current?.querySelector<HTMLElement>('h2')?.focus();
    // The other sessions are gone from the list.
    somethingChanged();
    say({ type: 'success', title: t.changed, message: t.changedMore });
  });
  return (
    <section class="card form" ref={section}>
      <div>
        <h2 tabIndex={-1}>{t.title}</h2>
        <p class="hint">{t.hint}</p>
      </div>
      <Form
        error={error}
        fields={['currentPassword', 'newPassword']}
        onSubmit={(form) =>
          void submit({
            currentPassword: textOf(form, 'currentPassword'),
            newPassword: textOf(form, 'newPassword'),
          })
        }
      >
        {/* So that managers of passwords know whose it is. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <Field
          label={t.current}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          missing={t.currentMissing}
          error={error}
        />
        <Field
          label={t.next}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          hint={t.nextHint}
          missing={t.nextMissing}
          error={error}
        />
        <button type="submit" class="primary" aria-disabled={isBusy}>
          {isBusy ? t.changing : t.change}
        </button>
      </Form>
    </section>
  );
}
