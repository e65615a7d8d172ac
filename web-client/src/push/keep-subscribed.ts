import { effect } from '@preact/signals';
import { session } from '../session/session.js';
import { retryImport } from '../ui/retry-import.js';

const isAllowed = () => 'Notification' in window && Notification.permission === 'granted';

/** Says to the server what the browser has subscribed anew: when somebody is signed in, and whenever the service worker says so. */
export function keepSubscribed(): void {
  if (!('serviceWorker' in navigator)) return;
  const say = () => {
    if (!isAllowed() || session.peek().status !== 'signed-in') return;
    // Where it fails, the next start does it.
    retryImport(() => import('./device.js'))
      .then(({ deviceState }) => deviceState())
      .catch(() => undefined);
  };
  effect(() => {
    if (session.value.status === 'signed-in') say();
  });
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data === 'push-subscription-changed') say();
  });
}
