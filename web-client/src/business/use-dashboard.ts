import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { io, type Socket } from 'socket.io-client';
import type { Dashboard, DashboardToClient, KeepsSession } from '../../../contract/sockets.js';
import { SessionSocket, type ConnectionState } from '../live/session-socket.js';
import { socketOptions } from '../live/socket-options.js';
import { accessToken, freshToken, renewedToken } from '../session/credentials.js';

interface Watch {
  dashboard: ReadonlySignal<Dashboard | undefined>;
  state: ReadonlySignal<ConnectionState>;
  stop: () => void;
}

function watch(): Watch {
  const dashboard = signal<Dashboard | undefined>(undefined);
  const session = new SessionSocket<Socket<DashboardToClient, KeepsSession>>({
    open: (auth) => io('/dashboard', { ...socketOptions, auth }),
    freshToken,
    renewToken: renewedToken,
  });
  session.socket.on('dashboard', (sent) => {
    dashboard.value = sent;
    session.opened();
  });
  const hurry = () => {
    session.hurry();
  };
  window.addEventListener('online', hurry);
  const dispose = effect(() => {
    if (accessToken.value !== undefined) session.renew(accessToken.value);
  });
  return {
    dashboard,
    state: session.state,
    stop: () => {
      window.removeEventListener('online', hurry);
      dispose();
      session.stop();
    },
  };
}

/** The numbers of the caller's businesses, live while the calling component is mounted. The last ones stay when the connection is lost. */
export function useDashboard(): { dashboard: Dashboard | undefined; isLive: boolean } {
  const [watched, setWatched] = useState<Watch>();
  useEffect(() => {
    const started = watch();
    setWatched(started);
    return started.stop;
  }, []);
  return {
    dashboard: watched?.dashboard.value,
    isLive: watched === undefined || watched.state.value === 'connected',
  };
}
