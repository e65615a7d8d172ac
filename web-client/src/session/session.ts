import { signal } from '@preact/signals';
import type { Account, LoginBody, RegisterBody, Session } from '../../../contract/api/accounts.js';
import { lastKnown } from '../bookings/last-known.js';
import { exchange } from '../http/exchange.js';
import { ApiProblem } from '../http/problem.js';
import { monotonic } from '../time/clock.js';
import { stored } from '../stored.js';
import { accessToken, provideTokens, renewedToken } from './credentials.js';
import { exclusively } from './exclusively.js';
import { forgetDevice } from '../push/forget-device.js';
import { followProfile, forgetProfile } from './own-language.js';
import { refreshKey } from './refresh-key.js';
import { onTabMessage, tellTabs } from './tabs.js';
import { Tokens, type Grant } from './tokens.js';

export type SessionState =
  | { status: 'restoring' }
  /** There may be a session, but the server cannot be reached. */
  | { status: 'unreachable'; error: unknown }
  /** `hasEnded`: not by the user's own doing. */
  | { status: 'signed-out'; hasEnded: boolean }
  | { status: 'signed-in'; user: Account };

/** The session state of this tab. */
export const session = signal<SessionState>({ status: 'restoring' });

const tokens = new Tokens({
  monotonic,
  exclusively,
  refresh: () => open('/auth/refresh', undefined, refreshKey.current()),
  granted(grant) {
    adopt(grant);
    tellTabs({ kind: 'granted', grant });
  },
});

/** The token's lifetime is the difference of two server times; the `Date` header may be a second behind the body. */
async function open(path: string, body?: unknown, idempotencyKey?: string): Promise<Grant> {
  const { body: opened, dateMs } = await exchange<Session>({
    method: 'POST',
    path,
    body,
    idempotencyKey,
    keepalive: true,
  });
  refreshKey.keep();
  const { user, accessToken, expiresAt } = opened;
  const leftMs = dateMs === undefined ? 60_000 : Date.parse(expiresAt) - dateMs - 1_000;
  return { user, accessToken, leftMs };
}

function adopt(grant: Grant): void {
  tokens.adopt(grant, onRefreshFailed);
  accessToken.value = grant.accessToken;
  followProfile(grant.user, (language) =>
    exchange({ method: 'PATCH', path: '/me', body: { language }, token: grant.accessToken }),
  );
  const state = session.peek();
  if (state.status === 'signed-in' && state.user.id === grant.user.id) return;
  session.value = { status: 'signed-in', user: grant.user };
}

function forget(hasEnded = false): void {
  refreshKey.forget();
  lastKnown.forget();
  forgetProfile();
  tokens.drop();
  accessToken.value = undefined;
  session.value = { status: 'signed-out', hasEnded };
}

/** After a failed refresh: a 401 ends the session, a network error keeps the page. */
function onRefreshFailed(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) {
    forget(refreshKey.current() !== undefined);
  } else if (session.peek().status !== 'signed-in') {
    session.value = { status: 'unreachable', error };
  }
}

/** Awaits a token, and ends the session when there is none. */
async function handlingFailure(get: Promise<string>): Promise<string> {
  try {
    return await get;
  } catch (error) {
    onRefreshFailed(error);
    throw error;
  }
}

/** Whether somebody is signed in who books slots, and sees no bookings but their own. */
export function isDriver(): boolean {
  const state = session.value;
  return state.status === 'signed-in' && state.user.role === 'user';
}

provideTokens({
  fresh: () => handlingFailure(tokens.fresh()),
  renewed: (stale) => handlingFailure(tokens.renew(stale)),
});

/** Restores the session after a reload or in a new tab, by the refresh cookie. */
export async function restoreSession(): Promise<void> {
  // Without storage nobody knows whether there is a session: then the server is asked.
  if (refreshKey.current() === undefined && stored.works()) {
    forget();
    return;
  }
  session.value = { status: 'restoring' };
  await renewedToken(tokens.current).catch(() => undefined);
}

/** Tries again to restore it, without a word until that succeeds. */
export async function retryRestoring(): Promise<void> {
  if (session.peek().status === 'unreachable') await renewedToken(tokens.current).catch(() => undefined);
}

const enter = (path: string, body: LoginBody | RegisterBody, idempotencyKey: string) =>
  exclusively(async () => {
    const grant = await open(path, body, idempotencyKey);
    adopt(grant);
    tellTabs({ kind: 'granted', grant });
  });

/** @throws ApiProblem, Unreachable */
export const signIn = (body: LoginBody, key: string) => enter('/auth/login', body, key);
/** @throws ApiProblem, Unreachable */
export const register = (body: RegisterBody, key: string) => enter('/auth/register', body, key);

/** Signs out all tabs. @throws Unreachable: the cookie was not removed, so the session goes on. */
export const signOut = () =>
  exclusively(async () => {
    await exchange({ method: 'POST', path: '/auth/logout', token: tokens.current });
    forgetDevice();
    forget();
    tellTabs({ kind: 'signed-out' });
  });

onTabMessage((message) => {
  if (message.kind === 'granted') adopt(message.grant);
  if (message.kind === 'signed-out') forget();
});
