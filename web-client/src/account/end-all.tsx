import { LogOut } from 'lucide-preact';
import { useRef, useState } from 'preact/hooks';
import { endAllSessions } from '../http/account.js';
import { signOut } from '../session/session.js';
import { accountWords } from '../texts/account.js';
import { Form } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

/** Signs out everywhere, after a question: it cannot be undone. */
export function EndAll() {
  const t = accountWords.value.sessions;
  const [isAsking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const ending = useSubmission<object, unknown>(
    () => endAllSessions(),
    // The cookie of this browser goes too.
    () => void signOut(),
  );
  const ask = (next: boolean) => {
    setAsking(next);
    requestAnimationFrame(() => first.current?.focus());
  };
  return (
    <Form error={ending.error} fields={[]} onSubmit={() => void ending.submit({})}>
      {isAsking ? (
        <div class="stack">
          <p>{t.endAllSure}</p>
          <div class="row">
            <button type="submit" class="danger" ref={first} aria-disabled={ending.isBusy}>
              {ending.isBusy ? t.ending : t.yesEndAll}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                ask(false);
              }}
            >
              {t.keep}
            </button>
          </div>
        </div>
      ) : (
        <button
          type="button"
          class="quiet wide"
          ref={first}
          onClick={() => {
            ask(true);
          }}
        >
          <LogOut aria-hidden="true" /> {t.endAll}
        </button>
      )}
    </Form>
  );
}
