import { ErrorBoundary, lazy, LocationProvider, Route, Router } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../contract/api/accounts.js';
import { live } from './live/live.js';
import { openViews, rooms } from './rooms.js';
import { restoreSession, retryRestoring, session } from './session/session.js';
import { shell } from './texts/shell.js';
import { asked } from './toasts/notify.js';
import { ConnectionBanner } from './ui/connection-banner.js';
import { Header } from './ui/header.js';
import { LastKnownBookings } from './ui/last-known-bookings.js';
import { openModals } from './ui/open-modals.js';
import { Failure, Loading } from './ui/states.js';
import { retryImport } from './ui/retry-import.js';
import { useRetry } from './ui/use-retry.js';
import { SignIn } from './views/sign-in.js';
import { SignedIn } from './views/signed-in.js';

/** Not in the way of the page, and there before anything is to be told: what comes earlier waits in the list. */
const Toasts = lazy(() => retryImport(() => import('./ui/toasts.js')));
/** Before what cannot be undone. */
const Confirmation = lazy(() => retryImport(() => import('./ui/confirmation.js')));
for (const part of [Toasts, Confirmation]) part.preload().catch(() => undefined);

export function App() {
  const state = session.value;
  useRetry(state.status === 'unreachable', () => void retryRestoring());
  const user = state.status === 'signed-in' ? state.user : undefined;
  const t = shell.value;
  return (
    <LocationProvider>
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <Header user={user} live={live.value} />
      {live.value && <ConnectionBanner live={live.value} />}
      <main id="main" tabIndex={-1}>
        {state.status === 'restoring' && <Loading what={t.signingYouIn} />}
        {state.status === 'unreachable' && (
          <div class="page">
            <Failure error={state.error} retry={() => void restoreSession()} />
            <LastKnownBookings />
          </div>
        )}
        {state.status === 'signed-out' && <OpenRooms />}
        {user && !live.value && <Loading what={t.signingYouIn} />}
        {user && live.value && <Rooms key={user.id} user={user} />}
      </main>
      <ErrorBoundary>{openModals.value === 0 && <Toasts />}</ErrorBoundary>
      <ErrorBoundary>{asked.value && <Confirmation />}</ErrorBoundary>
    </LocationProvider>
  );
}

/** Shows the sign-in form at the requested URL, so that the view of that URL follows after signing in. */
function OpenRooms() {
  return <Views views={openViews} otherwise={SignIn} />;
}

function Rooms({ user }: { user: Account }) {
  const { views } = rooms[user.role];
  useEffect(() => {
    // Preloads the views, so that navigation works offline.
    for (const view of Object.values(views)) view.preload().catch(() => undefined);
  }, [views]);
  return <Views views={views} otherwise={SignedIn} />;
}

const reloadPage = () => {
  location.reload();
};

interface ViewsProps {
  views: (typeof rooms)['user']['views'];
  otherwise: () => preact.JSX.Element | null;
}

function Views({ views, otherwise }: ViewsProps) {
  const [error, setError] = useState<unknown>();
  if (error !== undefined) return <Failure error={error} retry={reloadPage} />;
  return (
    <ErrorBoundary onError={setError}>
      <Router>
        {Object.entries(views).map(([path, view]) => (
          <Route key={path} path={path} component={view} />
        ))}
        <Route default component={otherwise} />
      </Router>
    </ErrorBoundary>
  );
}
