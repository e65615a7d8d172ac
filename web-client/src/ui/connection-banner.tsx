import { WifiOff } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askEverySeconds } from '../live/http-sync.js';
import type { ConnectionState } from '../live/session-socket.js';
import { shell } from '../texts/shell.js';
import type { Live } from '../live/live.js';

/** Shorter disconnections are not shown. */
const patienceMs = 800;

function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => {
      setOnline(navigator.onLine);
    };
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}

/** True after a disconnection of more than `patienceMs`. */
function useIsAway(state: ConnectionState): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (state === 'connected') {
      setAway(false);
      return undefined;
    }
    const timer = setTimeout(() => {
      setAway(true);
    }, patienceMs);
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  return isAway;
}

/** Warns that data on the page may be stale, and why. */
export function ConnectionBanner({ live }: { live: Live }) {
  const state = live.connection.state.value;
  const t = shell.value.connection;
  const isOnline = useIsOnline();
  const isAway = useIsAway(state);
  const isAsking = isOnline && state !== 'connected' && live.httpSync.isWorking.value;
  return (
    <div role="status" class="connection">
      {isAsking ? (
        <Notice>{t.asking(askEverySeconds)}</Notice>
      ) : state === 'refused' ? (
        <Notice>{t.refused}</Notice>
      ) : !isOnline ? (
        <Notice>{t.offline}</Notice>
      ) : isAway && state !== 'connected' ? (
        <Notice>{t.reconnecting}</Notice>
      ) : null}
    </div>
  );
}

function Notice({ children }: { children: ComponentChildren }) {
  return (
    <p>
      <WifiOff aria-hidden="true" /> {children}
    </p>
  );
}
