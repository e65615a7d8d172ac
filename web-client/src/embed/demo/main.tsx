/** The page `/embed`: another site, as small as can be. It knows nothing of the client but the file that sites load. */
import { Fragment, render } from 'preact';
import { useSyncExternalStore } from 'preact/compat';
import { createUseParkMate, parkMate } from '../main.js';

const useParkMate = createUseParkMate(useSyncExternalStore);

/** In the memory of this page alone, as are the password and the token. */
let token: string | undefined;

const form = document.querySelector('form');
const problem = document.querySelector('#problem');
const parts = document.querySelector<HTMLElement>('#parts');

async function signIn(email: string, password: string): Promise<string> {
  const response = await fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
    // No session stays behind in cookies.
    credentials: 'omit',
  });
  const answer = (await response.json()) as { accessToken?: string; detail?: string };
  if (answer.accessToken === undefined) throw new Error(answer.detail ?? 'Signing in failed.');
  return answer.accessToken;
}

function show(isSignedIn: boolean): void {
  if (form) form.hidden = isSignedIn;
  if (parts) parts.hidden = !isSignedIn;
  if (isSignedIn) {
    document.querySelector('#place')?.replaceChildren(document.createElement('parkmate-bell'));
    document.body.append(document.createElement('parkmate-toasts'));
  } else {
    for (const element of document.querySelectorAll('parkmate-bell, parkmate-toasts')) element.remove();
  }
}

function signOut(why = ''): void {
  token = undefined;
  show(false);
  if (problem) problem.textContent = why;
  document.querySelector<HTMLInputElement>('#email')?.focus();
}

parkMate.getToken = (stale) => {
  if (token === undefined || token === stale) {
    signOut('Your session has ended. Sign in again.');
    throw new Error('nobody is signed in');
  }
  return token;
};

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = new FormData(form);
  const text = (name: string) => given.get(name) as string;
  if (problem) problem.textContent = '';
  signIn(text('email'), text('password')).then(
    (opened) => {
      token = opened;
      form.reset();
      parkMate.reset();
      show(true);
      document.querySelector<HTMLElement>('#parts h2')?.focus();
    },
    (error: unknown) => {
      if (problem) problem.textContent = error instanceof Error ? error.message : 'Signing in failed.';
    },
  );
});

document.querySelector('#sign-out')?.addEventListener('click', () => {
  signOut();
});

for (const choice of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
  choice.addEventListener('change', () => {
    document.documentElement.dataset.theme = choice.value;
  });
}

function Figures() {
  const { status, unreadCount, notifications, markAllRead } = useParkMate();
  // Names of the hook's own, which are the same in every language.
  const figures = { status, unreadCount, notifications: notifications.length };
  return (
    <>
      <dl>
        {Object.entries(figures).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd data-testid={`hook-${name}`}>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <button type="button" onClick={() => void markAllRead()}>
        {`markAllRead()`}
      </button>
    </>
  );
}

/** The hook holds a connection too: it is there while somebody is signed in. */
function Hook({ isShown }: { isShown: boolean }) {
  return isShown ? <Figures /> : null;
}

const hook = document.querySelector('#hook');
if (hook && parts) {
  const draw = () => {
    render(<Hook isShown={!parts.hidden} />, hook);
  };
  new MutationObserver(draw).observe(parts, { attributes: true, attributeFilter: ['hidden'] });
  draw();
}
