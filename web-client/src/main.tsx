import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { lastKnown } from './bookings/last-known.js';
import { keepSubscribed } from './push/keep-subscribed.js';
import { registerServiceWorker } from './service-worker/register.js';
import { takeMailTokens } from './session/mail-token.js';
import { refreshKey } from './session/refresh-key.js';
import { restoreSession, session } from './session/session.js';
import './styles/index.css';
import { startLanguage } from './texts/start.js';
import { keepFocus } from './ui/focus-keeper.js';
import { keepTitle } from './ui/page-title.js';
import { retryImport } from './ui/retry-import.js';
import { keepScrollPositions } from './ui/scroll-memory.js';
import './ui/theme.js';

// Before a request is sent.
takeMailTokens();

const loadLive = () => retryImport(() => import('./live/go-live.js'));

effect(() => {
  const state = session.value;
  if (state.status !== 'signed-in') return undefined;
  const end: { isReached: boolean; stop?: () => void } = { isReached: false };
  void loadLive().then(({ goLive }) => {
    if (!end.isReached)
      end.stop = goLive(state.user, (bookings, atMs) => {
        lastKnown.keep(bookings, atMs);
      });
  });
  return () => {
    end.isReached = true;
    end.stop?.();
  };
});
// Who has been here before will need it: it is loaded while the session is restored.
if (refreshKey.current() !== undefined) void loadLive();
void restoreSession();
keepScrollPositions();
keepTitle();
registerServiceWorker();
keepSubscribed();

// Not awaited at the top: files that are fetched meanwhile, such as those texts, may import from this one.
void startLanguage().then(() => {
  const root = document.getElementById('app');
  if (!root) return;
  root.replaceChildren();
  render(<App />, root);
  keepFocus(root);
});
