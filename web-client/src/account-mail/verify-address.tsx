import { useEffect, useRef, useState } from 'preact/hooks';
import { verifyAddress } from '../http/account-mail.js';
import { changedHere } from '../live/changes.js';
import { mailToken } from '../session/mail-token.js';
import { accountMailWords } from '../texts/account-mail.js';
import { Page } from '../ui/page.js';
import { NoLink } from './no-link.js';
import { Tap } from './tap.js';

/** Shows that an address is the person's, by one tap. */
export default function VerifyAddress() {
  const t = accountMailWords.value;
  const [isDone, setDone] = useState(false);
  const token = mailToken.value;
  return (
    <Page title={t.verify.title} below={t.verify.lead}>
      <div class="letter-page">
        {isDone ? (
          <Done />
        ) : token === undefined ? (
          <NoLink />
        ) : (
          <Tap
            key={token}
            token={token}
            words={t.verify}
            send={verifyAddress}
            done={() => {
              setDone(true);
              mailToken.value = undefined;
              changedHere();
            }}
          />
        )}
        <p class="aside">
          <a href="/account">{t.toAccount}</a>
        </p>
      </div>
    </Page>
  );
}

function Done() {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    text.current?.focus();
  }, []);
  return (
    <p class="notice" role="status" tabIndex={-1} ref={text}>
      {accountMailWords.value.verify.done}
    </p>
  );
}
