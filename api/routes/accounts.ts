import type { Request, Response } from 'express';
import { loginBody, registerBody, session, type Session } from '../../contract/api/accounts.js';
import { languageAmong } from '../../contract/languages.js';
import { checkLogin, completeLogin } from '../../domain/accounts/login.js';
import { logout } from '../../domain/accounts/logout.js';
import type { OpenSession } from '../../domain/accounts/open-session.js';
import { refreshSession } from '../../domain/accounts/refresh-session.js';
import { hashPassword } from '../../domain/accounts/passwords.js';
import { hashOf, refreshTokenDays } from '../../domain/accounts/refresh-tokens.js';
import { register } from '../../domain/accounts/register.js';
import { DomainError, unauthenticated } from '../../domain/errors.js';
import { ScopedCookie } from '../auth/scoped-cookie.js';
import { addressOf, deviceOf } from '../auth/caller-traits.js';
import { KnownDevices } from '../auth/known-devices.js';
import { bearerTokenOf, identify } from '../auth/identify.js';
import { assertOwnOrigin } from '../http/own-origin.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';
import { hasMail } from '../../platform/process/has-mail.js';
import { secretsOf } from '../../platform/process/secret.js';

const tag = 'Accounts';

export function accountRoutes({ env, tokens, revokedSessions }: Services): Route[] {
  const cookie = new ScopedCookie('parkmate_refresh', env.PUBLIC_ORIGIN);
  const devices = new KnownDevices(secretsOf(env), env.PUBLIC_ORIGIN);

  async function signIn(
    { req, res }: { req: Request; res: Response },
    { account: user, sessionId, refreshToken }: OpenSession,
  ): Promise<Session> {
    const { accessToken, expiresAt } = await tokens.issue(user, sessionId);
    cookie.write(res, refreshToken, refreshTokenDays * 86_400);
    devices.remember(req, res, user.email);
    return { user, accessToken, expiresAt: expiresAt.toISOString() };
  }

  return [
    route({
      method: 'post',
      path: '/auth/register',
      tag,
      summary: 'Make an account and sign in',
      description:
        'The refresh token comes as an httpOnly cookie. Roles beyond these two are not given out here. Without a `language` ' +
        'it is the first of ours that Accept-Language names, else English.',
      who: 'anybody',
      limit: 'auth',
      body: registerBody,
      answer: { status: 201, schema: session },
      problems: [409],
      idempotencyScope: ({ body }) => `email:${body.email}`,
      prepare: ({ body }) => hashPassword(body.password),
      handle: async ({ db, body: { password: _, ...body }, prepared: passwordHash, ...call }) =>
        signIn(
          call,
          await register(
            db,
            { ...body, language: body.language ?? languageOf(call.req), passwordHash },
            deviceOf(call.req),
            hasMail(env),
          ),
        ),
    }),
    route({
      method: 'post',
      path: '/auth/login',
      tag,
      summary: 'Sign in',
      description:
        'Answers the same for an unknown address and a wrong password. After five failures from one place this e-mail ' +
        'address is locked for that place for 30 seconds, and twice as long after each further one, up to 15 minutes: ' +
        '429 `too_many_attempts`. Failures from a hundred places lock it for all that are new to it. A device that ' +
        'has signed in before has a cookie that says so, and is counted alone. Whoever is locked out so is sent a link that makes ' +
        'a device known. 429 `too_busy`: too many people sign in ' +
        'at this moment.',
      who: 'anybody',
      limit: 'auth',
      body: loginBody,
      answer: { status: 200, schema: session },
      problems: [401, 403],
      idempotencyScope: ({ body }) => `email:${body.email}`,
      prepare: ({ db, body, req }) =>
        checkLogin(db, body, { address: addressOf(req), device: devices.idFor(req, body.email) }),
      handle: async ({ db, prepared, ...call }) => {
        const opened = await completeLogin(db, prepared, deviceOf(call.req), hasMail(env));
        return opened instanceof DomainError ? opened : signIn(call, opened);
      },
    }),
    route({
      method: 'post',
      path: '/auth/refresh',
      tag,
      summary: 'Exchange the refresh cookie for a new one and a new access token',
      description:
        'Each cookie can be used once. A second use ends the session, since somebody has a copy of it.',
      who: 'anybody',
      limit: 'auth',
      answer: { status: 200, schema: session },
      problems: [401, 403],
      idempotencyScope: ({ req }) => scopeOf(cookie.read(req)),
      handle: async ({ db, req, res, afterCommit }) => {
        assertOwnOrigin(req, env.PUBLIC_ORIGIN);
        const refreshToken = cookie.read(req);
        if (refreshToken === undefined)
          return unauthenticated('unauthenticated', 'There is no refresh cookie.');

        const refreshed = await refreshSession(db, refreshToken);
        if (refreshed.outcome === 'refreshed') return signIn({ req, res }, refreshed.session);
        if (refreshed.outcome === 'reused') {
          const { sessionId } = refreshed;
          afterCommit(() => {
            revokedSessions.revoke(sessionId);
          });
        }
        cookie.clear(res);
        return unauthenticated(
          'unauthenticated',
          'This refresh cookie is not valid any more. Sign in again.',
        );
      },
    }),
    route({
      method: 'post',
      path: '/auth/logout',
      tag,
      summary: 'Sign out',
      description:
        'Ends the session of the refresh cookie, and that of the bearer token where one is sent: their tokens stop ' +
        'working and their sockets are cut. Without either there is nothing to end, which is no error.',
      who: 'anybody',
      answer: { status: 204 },
      problems: [401, 403],
      idempotencyScope: ({ req }) => scopeOf(cookie.read(req)),
      handle: async ({ db, req, res, afterCommit }) => {
        assertOwnOrigin(req, env.PUBLIC_ORIGIN);
        const refreshToken = cookie.read(req);
        const identity = await identify(tokens, req);
        const caller = identity instanceof DomainError ? undefined : identity;
        // A token that ran out is no reason to stay signed in, but without a cookie it names no session either.
        if (identity instanceof DomainError && bearerTokenOf(req) && !refreshToken) return identity;

        for (const sessionId of await logout(db, { refreshToken, sessionId: caller?.sessionId })) {
          afterCommit(() => {
            revokedSessions.revoke(sessionId);
          });
        }
        cookie.clear(res);
        return undefined;
      },
    }),
  ];
}

/** Undefined where the browser prefers none of ours. */
const languageOf = (req: Request) => languageAmong(req.acceptsLanguages());

const scopeOf = (refreshToken: string | undefined) =>
  refreshToken === undefined ? undefined : `cookie:${hashOf(refreshToken).toString('hex')}`;
