import { signal } from '@preact/signals';
import type { Account, LoginBody, RegisterBody, Session } from '../../../contract/api/accounts.js';
import { exchange } from '../http/exchange.js';
import { ApiProblem } from '../http/problem.js';
import { monotonic } from '../time/clock.js';
import { exclusively } from './exclusively.js';
import { refreshKey } from './refresh-key.js';
import { onTabMessage, tellTabs } from './tabs.js';
import { Tokens, type Grant } from './tokens.js';

export type SessionState =
  | { status: 'restoring' }
  /** There was a session, but the server cannot be asked about it. */
  | { status: 'unreachable'; error: unknown }
  | { status: 'signed-out' }
  | { status: 'signed-in'; user: Account };

/** Who uses this tab. */
export const session = signal<SessionState>({ status: 'restoring' });

/** The token of this moment, for whoever has to hear of a new one. It is never written down. */
export const accessToken = signal<string | undefined>(undefined);

const tokens = new Tokens({
  monotonic,
  exclusively,
  refresh: () => open('/auth/refresh', undefined, refreshKey.current()),
  granted(grant) {
    adopt(grant);
    tellTabs({ kind: 'granted', grant });
  },
});

/** Both sides of the span come from the server; its `Date` header may be a second behind its answer. */
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
  tokens.adopt(grant, lost);
  accessToken.value = grant.accessToken;
  const state = session.peek();
  if (state.status === 'signed-in' && state.user.id === grant.user.id) return;
  session.value = { status: 'signed-in', user: grant.user };
}

function forget(): void {
  refreshKey.forget();
  tokens.drop();
  accessToken.value = undefined;
  session.value = { status: 'signed-out' };
}

/** After a token could not be had: without a session people sign in again, without a connection they keep what they see. */
function lost(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) {
    forget();
  } else if (session.peek().status !== 'signed-in') {
    session.value = { status: 'unreachable', error };
  }
}

/** A token from one of the two ways to get one, with the session ended where there is none. */
async function through(get: Promise<string>): Promise<string> {
  try {
    return await get;
  } catch (error) {
    lost(error);
    throw error;
  }
}

/** A token that is good by what is known here. @throws ApiProblem, Unreachable */
export const freshToken = () => through(tokens.fresh());
/** A token in place of one that the server does not take. @throws ApiProblem, Unreachable */
export const renewedToken = (stale: string | undefined) => through(tokens.renew(stale));

/** Goes on where this browser was, after a reload or in a new tab. */
export async function restoreSession(): Promise<void> {
  if (refreshKey.current() === undefined) {
    forget();
    return;
  }
  session.value = { status: 'restoring' };
  await renewedToken(tokens.current).catch(() => undefined);
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

/** Signs out all tabs. @throws Unreachable: the cookie is still there, so nobody is signed out. */
export const signOut = () =>
  exclusively(async () => {
    await exchange({ method: 'POST', path: '/auth/logout', token: tokens.current });
    forget();
    tellTabs({ kind: 'signed-out' });
  });

onTabMessage((message) => {
  if (message.kind === 'granted') adopt(message.grant);
  if (message.kind === 'signed-out') forget();
});
