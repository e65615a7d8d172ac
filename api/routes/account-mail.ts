import { forgottenPasswordBody, mailTokenBody, resetPasswordBody } from '../../contract/api/account-mail.js';
import { roles } from '../../contract/api/accounts.js';
import { askForReset } from '../../domain/accounts/mail/ask-for-reset.js';
import { liftLockout } from '../../domain/accounts/mail/lift-lockout.js';
import { checkReset, resetPassword } from '../../domain/accounts/mail/reset-password.js';
import { askToVerify, verifyAddress } from '../../domain/accounts/mail/verify-address.js';
import { conflict } from '../../domain/errors.js';
import { hasMail } from '../../platform/process/has-mail.js';
import { secretsOf } from '../../platform/process/secret.js';
import { addressOf } from '../auth/caller-traits.js';
import { KnownDevices } from '../auth/known-devices.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Accounts';

const invalidLink =
  '409 `invalid_link` is one answer for a token that was used, is older than 30 minutes, or was never sent.';

/** What people do about their accounts by mail. Tokens are sent in bodies: a GET that a mail scanner follows changes nothing. */
export function accountMailRoutes({ env, revokedSessions }: Services): Route[] {
  const devices = new KnownDevices(secretsOf(env), env.PUBLIC_ORIGIN);
  const assertMail = () => {
    if (!hasMail(env)) throw conflict('no_mail', 'No mail is sent here. Ask those who run this place.');
  };

  return [
    route({
      method: 'post',
      path: '/auth/forgotten-password',
      tag,
      summary: 'Have a letter sent with a link that sets a new password',
      description:
        'The answer is the same, and comes at the same time, for an address without an account. There is one letter in a ' +
        'minute and five in an hour. 409 `no_mail` where this installation sends no mail, whatever the address.',
      who: 'anybody',
      limit: 'mail',
      body: forgottenPasswordBody,
      answer: { status: 202 },
      problems: [409],
      handle: async ({ db, body }) => {
        assertMail();
        await askForReset(db, body.email);
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/auth/reset-password',
      tag,
      summary: 'Set a new password by the link of a letter',
      description: `Ends all sessions of the account, cuts their sockets, and lifts every lock of its sign-in. ${invalidLink}`,
      who: 'anybody',
      limit: 'auth',
      body: resetPasswordBody,
      answer: { status: 204 },
      problems: [409],
      prepare: ({ db, body }) => checkReset(db, body),
      handle: async ({ db, prepared, req, res, afterCommit }) => {
        const { email, sessionIds } = await resetPassword(db, prepared);
        afterCommit(() => {
          for (const sessionId of sessionIds) revokedSessions.revoke(sessionId);
        });
        devices.remember(req, res, email);
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/auth/verify-address',
      tag,
      summary: 'Show by the link of a letter that an address is yours',
      description: `Mail that was stopped goes there again. ${invalidLink}`,
      who: 'anybody',
      limit: 'auth',
      body: mailTokenBody,
      answer: { status: 204 },
      problems: [409],
      handle: async ({ db, body }) => {
        await verifyAddress(db, body.token);
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/auth/lift-lockout',
      tag,
      summary: 'Sign in again from here, though others have guessed too often',
      description:
        'By the link of a letter that is sent when all devices are locked out that are new to an account. This device counts as ' +
        `known from then on, by its cookie; others stay locked out. ${invalidLink}`,
      who: 'anybody',
      limit: 'auth',
      body: mailTokenBody,
      answer: { status: 204 },
      problems: [409],
      handle: async ({ db, body, req, res }) => {
        const { email } = await liftLockout(db, body.token, { address: addressOf(req) });
        devices.remember(req, res, email);
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/me/verify-address',
      tag,
      summary: 'Have a letter sent with a link that verifies your address',
      description:
        'One in a minute and five in an hour: what is asked for before changes nothing. 409 `email_verified` where nothing is left ' +
        'to verify, `no_mail` where this installation sends no mail.',
      who: roles,
      answer: { status: 202 },
      problems: [409],
      handle: async ({ db, caller }) => {
        assertMail();
        await askToVerify(db, caller);
        return undefined;
      },
    }),
  ];
}
