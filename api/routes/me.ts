import { DomainError } from '../../domain/errors.js';
import { ownAccount } from '../../contract/api/account-mail.js';
import { account, accountChange, passwordBody, roles, sessionView } from '../../contract/api/accounts.js';
import { idParams, page, pageQuery } from '../../contract/values.js';
import { changeAccount } from '../../domain/accounts/change-account.js';
import { changePassword, checkPasswordChange } from '../../domain/accounts/change-password.js';
import { endAllSessions, endOwnSession } from '../../domain/accounts/end-session.js';
import { findOwnAccount } from '../../domain/accounts/find-account.js';
import { listSessions } from '../../domain/accounts/list-sessions.js';
import { hasMail } from '../../platform/process/has-mail.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Accounts';

/** What people see and change of their own account. */
export function ownAccountRoutes({ env, revokedSessions }: Services): Route[] {
  const cut = (sessionIds: string[]) => () => {
    for (const sessionId of sessionIds) revokedSessions.revoke(sessionId);
  };

  return [
    route({
      method: 'get',
      path: '/me',
      tag,
      summary: 'Who am I?',
      who: roles,
      answer: { status: 200, schema: ownAccount },
      problems: [],
      handle: async ({ db, caller }) => ({ ...(await findOwnAccount(db, caller)), hasMail: hasMail(env) }),
    }),
    route({
      method: 'patch',
      path: '/me',
      tag,
      summary: 'Change the language',
      description:
        'Notifications are in it from then on; those that exist stay as they were told. Other devices learn of it with their ' +
        'next token.',
      who: roles,
      body: accountChange,
      answer: { status: 200, schema: account },
      problems: [],
      handle: ({ db, caller, body }) => changeAccount(db, caller, body),
    }),
    route({
      method: 'post',
      path: '/me/password',
      tag,
      summary: 'Change the password',
      description:
        'Ends all other sessions of this account. A wrong current password is 403 `wrong_password`; after five of them ' +
        'this session has to wait as a login would (429 `too_many_attempts`). 409 `password_unchanged` when both are one.',
      who: roles,
      limit: 'auth',
      body: passwordBody,
      answer: { status: 204 },
      problems: [409],
      prepare: ({ db, caller, body }) => checkPasswordChange(db, caller, body),
      handle: async ({ db, caller, prepared, afterCommit }) => {
        const ended = await changePassword(db, caller, prepared);
        if (ended instanceof DomainError) return ended;
        afterCommit(cut(ended));
        return undefined;
      },
    }),
    route({
      method: 'get',
      path: '/me/sessions',
      tag,
      summary: 'Where am I signed in?',
      who: roles,
      query: pageQuery,
      answer: { status: 200, schema: page(sessionView) },
      problems: [],
      handle: ({ db, caller, query }) => listSessions(db, caller, query),
    }),
    route({
      method: 'delete',
      path: '/me/sessions',
      tag,
      summary: 'Sign out everywhere',
      description: 'Ends all sessions of this account, the one that calls too, and cuts their sockets.',
      who: roles,
      answer: { status: 204 },
      problems: [],
      handle: async ({ db, caller, afterCommit }) => {
        afterCommit(cut(await endAllSessions(db, caller)));
      },
    }),
    route({
      method: 'delete',
      path: '/me/sessions/:id',
      tag,
      summary: 'Sign out one session',
      description: 'Its tokens stop working and its sockets are cut.',
      who: roles,
      params: idParams,
      answer: { status: 204 },
      problems: [],
      handle: async ({ db, caller, params, afterCommit }) => {
        await endOwnSession(db, caller, params.id);
        afterCommit(cut([params.id]));
      },
    }),
  ];
}
