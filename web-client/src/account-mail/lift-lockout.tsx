import { useLocation } from 'preact-iso';
import { liftLockout } from '../http/account-mail.js';
import { mailToken } from '../session/mail-token.js';
import { accountMailWords } from '../texts/account-mail.js';
import { say } from '../toasts/toasts.js';
import { Page } from '../ui/page.js';
import { NoLink } from './no-link.js';
import { Tap } from './tap.js';

/** Lets this browser sign in to an account that others have locked by guessing, by one tap. */
export default function LiftLockout() {
  const t = accountMailWords.value;
  const { route } = useLocation();
  const token = mailToken.value;
  return (
    <Page title={t.lift.title} below={t.lift.lead}>
      <div class="letter-page">
        {token === undefined ? (
          <NoLink />
        ) : (
          <Tap
            key={token}
            token={token}
            words={t.lift}
            send={liftLockout}
            done={() => {
              mailToken.value = undefined;
              say({ type: 'success', title: t.lift.done, message: t.lift.doneMore });
              route('/sign-in', true);
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
