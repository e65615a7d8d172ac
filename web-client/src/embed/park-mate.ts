import { computed, effect, untracked } from '@preact/signals';
import type { Account } from '../../../contract/api/accounts.js';
import type { Notification } from '../../../contract/notification.js';
import { exchange } from '../http/exchange.js';
import { setServerOrigin } from '../http/server.js';
import { goLive } from '../live/go-live.js';
import { live } from '../live/live.js';
import { accessToken, provideTokens } from '../session/credentials.js';
import { monotonic, serverClock } from '../time/clock.js';
import { read, readAll } from '../ui/change-inbox.js';
import { HostSession, type Status } from './host-session.js';
import type { GetToken } from './host-tokens.js';

// This file is where its server is.
setServerOrigin(new URL(import.meta.url).origin);

export const hostSession = new HostSession({
  monotonic,
  serverNow: () => serverClock.now(),
  live,
  whoIs: async (token) => (await exchange<Account>({ method: 'GET', path: '/me', token })).body,
  // The last known bookings are for the client, which opens offline; nothing of them is left with another site.
  goLive: (user) => goLive(user, () => undefined),
  present(token) {
    accessToken.value = token;
  },
});
provideTokens({
  fresh: () => hostSession.fresh(),
  renewed: (stale) => hostSession.renewed(stale),
});

/** What there is to show at one moment. The same object until something changes. */
export interface Snapshot {
  status: Status;
  unreadCount: number;
  /** What is not archived, newest first, as far as it is loaded. */
  notifications: readonly Notification[];
}

const snapshot = computed<Snapshot>(() => ({
  status: hostSession.status.value,
  unreadCount: live.value?.inbox.unreadCount.value ?? 0,
  notifications: live.value?.inbox.items.value ?? [],
}));

/** ParkMate on the page of another site, without any framework. */
export const parkMate = {
  /** Where tokens of the user come from. One person uses a page: it counts for all elements. */
  get getToken(): GetToken | undefined {
    return hostSession.getToken;
  },
  set getToken(source: GetToken | undefined) {
    hostSession.getToken = source;
  },
  /** Calls the listener after each change, and keeps the connection open until what is returned is called. */
  subscribe: (listener: () => void): (() => void) => {
    const release = hostSession.hold();
    let last = snapshot.peek();
    const stop = effect(() => {
      const next = snapshot.value;
      if (next === last) return;
      last = next;
      untracked(listener);
    });
    return () => {
      stop();
      release();
    };
  },
  getSnapshot: (): Snapshot => snapshot.peek(),
  /** Marks notifications as read, by their ids. @returns false where that failed, of which a toast tells */
  markRead: async (ids: string[]): Promise<boolean> => {
    const now = live.peek();
    return now !== undefined && read(now, ids);
  },
  /** Marks everything as read. @returns false where that failed, of which a toast tells */
  markAllRead: async (): Promise<boolean> => {
    const now = live.peek();
    return now !== undefined && readAll(now);
  },
  /** Somebody else uses the page now, or nobody: forgets all that is shown, and asks for a token anew. */
  reset: (): void => {
    hostSession.reset();
  },
};

type UseSyncExternalStore = <Value>(
  subscribe: (listener: () => void) => () => void,
  getSnapshot: () => Value,
  getServerSnapshot?: () => Value,
) => Value;

export type UseParkMate = () => Snapshot & Pick<typeof parkMate, 'markRead' | 'markAllRead' | 'reset'>;

/**
 * The hook `useParkMate`, made of the `useSyncExternalStore` of the host's own library: React has it, Preact in
 * `preact/compat`. So this file need not contain either.
 */
export const createUseParkMate =
  (useSyncExternalStore: UseSyncExternalStore): UseParkMate =>
  () => {
    const { subscribe, getSnapshot, markRead, markAllRead, reset } = parkMate;
    return { ...useSyncExternalStore(subscribe, getSnapshot, getSnapshot), markRead, markAllRead, reset };
  };
