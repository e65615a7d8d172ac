import { useLocation } from 'preact-iso';
import { resetPassword } from '../http/account-mail.js';
import { mailToken } from '../session/mail-token.js';
import { session, signOut } from '../session/session.js';
import { accountMailWords } from '../texts/account-mail.js';
import { credentialsWords } from '../texts/credentials.js';
import { say } from '../toasts/toasts.js';
import { CredentialsForm, PasswordField } from '../ui/credentials.js';
import { Page } from '../ui/page.js';
import { NoLink } from './no-link.js';

/** Sets a new password for whoever came by the link of a letter. */
export default function ResetPassword() {
  const t = accountMailWords.value.reset;
  const token = mailToken.value;
  return (
    <Page title={t.title} below={t.lead}>
      <div class="letter-page">
        {token === undefined ? <NoLink /> : <PasswordForm token={token} />}
        <p class="aside">
          <a href="/forgotten-password">{t.another}</a>
        </p>
      </div>
    </Page>
  );
}

function PasswordForm({ token }: { token: string }) {
  const t = accountMailWords.value.reset;
  const { route } = useLocation();
  return (
    <CredentialsForm
      fields={['password']}
      send={async ({ password }) => {
        await resetPassword({ token, password });
        // The session of this browser has ended too.
        if (session.peek().status === 'signed-in') await signOut().catch(() => undefined);
      }}
      done={() => {
        mailToken.value = undefined;
        say({ type: 'success', title: t.changed, message: t.changedMore });
        route('/sign-in', true);
      }}
      button={[t.change, t.changing]}
    >
      {(error) => <PasswordField error={error} isNew label={credentialsWords.value.newPassword} />}
    </CredentialsForm>
  );
}
