import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { io, type Socket } from 'socket.io-client';
import type { OperationsSample, OperationsState, QueuesSnapshot } from '../../../contract/operations.js';
import type { KeepsSession, OperationsToClient } from '../../../contract/sockets.js';
import { SessionSocket, type ConnectionState } from '../live/session-socket.js';
import { socketOptions } from '../live/socket-options.js';
import { accessToken, freshToken, renewedToken } from '../session/credentials.js';
import { monotonic } from '../time/clock.js';
import { withSample } from './history.js';

type OperationsSocket = Socket<OperationsToClient, KeepsSession>;

/** What the server has sent, and by which monotonic time. */
export const queues = signal<QueuesSnapshot | undefined>(undefined);
export const operations = signal<OperationsState | undefined>(undefined);
export const samples = signal<readonly OperationsSample[]>([]);
export const queuesHeardAt = signal<number | undefined>(undefined);
export const operationsHeardAt = signal<number | undefined>(undefined);
export const connectionState = signal<ConnectionState>('connecting');

/** Between two of these pages no one watches for a moment, which is no reason to connect again. */
const leaveAfterMs = 1_000;

let watchers = 0;
let leave: (() => void) | undefined;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** Connected while somebody watches and the page is visible: the server reads figures for watchers only. */
function look(): void {
  clearTimeout(leaving);
  if (document.visibilityState === 'hidden') {
    disconnect();
  } else if (watchers > 0) {
    leave ??= connect();
  } else {
    leaving = setTimeout(disconnect, leaveAfterMs);
  }
}

function disconnect(): void {
  leave?.();
  leave = undefined;
}

function connect(): () => void {
  const session = new SessionSocket<OperationsSocket>({
    open: (auth) => io('/operations', { ...socketOptions, auth }),
    freshToken,
    renewToken: renewedToken,
  });
  session.socket.on('queues', (snapshot) => {
    queues.value = snapshot;
    queuesHeardAt.value = monotonic();
    session.opened();
  });
  session.socket.on('state', (state) => {
    operations.value = state;
    operationsHeardAt.value = monotonic();
  });
  session.socket.on('history', (history) => {
    samples.value = history.samples;
  });
  session.socket.on('sample', (sample) => {
    samples.value = withSample(samples.peek(), sample);
  });
  const hurry = () => {
    session.hurry();
  };
  window.addEventListener('online', hurry);
  const dispose = [
    effect(() => {
      if (accessToken.value !== undefined) session.renew(accessToken.value);
    }),
    effect(() => {
      connectionState.value = session.state.value;
    }),
  ];
  return () => {
    window.removeEventListener('online', hurry);
    for (const end of dispose) end();
    session.stop();
  };
}

/** Receives figures while the calling component is mounted and the page is visible. */
export function useOperationsFeed(): void {
  useEffect(() => {
    watchers += 1;
    if (watchers === 1) document.addEventListener('visibilitychange', look);
    look();
    return () => {
      watchers -= 1;
      if (watchers === 0) document.removeEventListener('visibilitychange', look);
      look();
    };
  }, []);
}
