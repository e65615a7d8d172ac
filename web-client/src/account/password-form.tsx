import { useRef } from 'preact/hooks';
import type { Account } from '../../../contract/api/accounts.js';
import { changePassword } from '../http/account.js';
import { somethingChanged } from '../live/changes.js';
import { accountWords } from '../texts/account.js';
import { credentialsWords } from '../texts/credentials.js';
import { say } from '../toasts/toasts.js';
import { CredentialsForm, PasswordField } from '../ui/credentials.js';

/** Changes the password of whoever knows the one before. */
export function PasswordForm({ user }: { user: Account }) {
  const t = accountWords.value.password;
  const section = useRef<HTMLElement>(null);
  return (
    <section class="card form" ref={section}>
      <div>
        <h2 tabIndex={-1}>{t.title}</h2>
        <p class="hint">{t.hint}</p>
      </div>
      <CredentialsForm
        fields={['currentPassword', 'newPassword']}
        send={changePassword}
        done={() => {
          section.current?.querySelector('form')?.reset();
          section.current?.querySelector<HTMLElement>('h2')?.focus();
          // The other sessions are gone from the list.
          somethingChanged();
          say({ type: 'success', title: t.changed, message: t.changedMore });
        }}
        button={[t.change, t.changing]}
        isWide={false}
      >
        {(error) => (
          <>
            {/* So that managers of passwords know whose it is. */}
            <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
            <PasswordField error={error} name="currentPassword" label={t.current} />
            <PasswordField
              error={error}
              isNew
              name="newPassword"
              label={credentialsWords.value.newPassword}
            />
          </>
        )}
      </CredentialsForm>
    </section>
  );
}
