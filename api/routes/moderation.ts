import { accountsQuery, managedAccount } from '../../contract/api/accounts.js';
import { approvedBusiness, lot } from '../../contract/api/businesses.js';
import { reasonBody } from '../../contract/api/payments.js';
import { emptyBody, idParams, page } from '../../contract/values.js';
import { listAccounts } from '../../domain/accounts/list-accounts.js';
import { reinstateAccount, suspendAccount } from '../../domain/accounts/suspend-account.js';
import { approveBusiness } from '../../domain/businesses/approve-business.js';
import { restoreLot, withdrawLot } from '../../domain/businesses/withdraw-lot.js';
import { presentApprovedBusiness } from './presenters/present-business.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Moderation';
const admins = ['admin'] as const;

/** What admins do about accounts, businesses and lots of others. Each is recorded with who did it, when and why. */
export const moderationRoutes = ({ revokedSessions }: Pick<Services, 'revokedSessions'>): Route[] => [
  route({
    method: 'get',
    path: '/accounts',
    tag,
    summary: 'List the accounts, or find some by e-mail address or name',
    description:
      '`?email=` finds the one with that address, `?search=` those whose address, name or last word of the name begins so, in any ' +
      'case. Where more than a hundred begin alike, the first hundred of each kind are looked at: a longer beginning finds the others.',
    who: admins,
    query: accountsQuery,
    answer: { status: 200, schema: page(managedAccount) },
    problems: [],
    handle: ({ db, query }) => listAccounts(db, query),
  }),
  route({
    method: 'post',
    path: '/accounts/:id/suspend',
    tag,
    summary: 'Shut an account out; again changes nothing',
    description:
      'It cannot sign in, its sessions are over and their sockets cut, and if it owns lots, these are in no public list ' +
      'and cannot be booked. Bookings that run go on. 409 `not_suspendable` for an admin.',
    who: admins,
    params: idParams,
    body: reasonBody,
    answer: { status: 200, schema: managedAccount },
    problems: [404, 409],
    handle: async ({ db, caller, params, body, afterCommit }) => {
      const { account, sessionIds } = await suspendAccount(db, caller, params.id, body.reason);
      afterCommit(() => {
        for (const sessionId of sessionIds) revokedSessions.revoke(sessionId);
      });
      return account;
    },
  }),
  route({
    method: 'post',
    path: '/accounts/:id/reinstate',
    tag,
    summary: 'Let a suspended account in again; again changes nothing',
    who: admins,
    params: idParams,
    body: reasonBody,
    answer: { status: 200, schema: managedAccount },
    problems: [404],
    handle: ({ db, caller, params, body }) => reinstateAccount(db, caller, params.id, body.reason),
  }),
  route({
    method: 'post',
    path: '/businesses/:id/approve',
    tag,
    summary: 'Approve a business, whose lots are then listed before others; again changes nothing',
    who: admins,
    params: idParams,
    body: emptyBody,
    answer: { status: 200, schema: approvedBusiness },
    problems: [404],
    handle: async ({ db, caller, params }) =>
      presentApprovedBusiness(await approveBusiness(db, caller, params.id)),
  }),
  route({
    method: 'post',
    path: '/lots/:id/withdraw',
    tag,
    summary: 'Take a lot out of the public lists; again changes nothing',
    description: 'Nobody can book or renew there. Bookings that run go on. Its owner is told why.',
    who: admins,
    params: idParams,
    body: reasonBody,
    answer: { status: 200, schema: lot },
    problems: [404],
    handle: ({ db, caller, params, body }) => withdrawLot(db, caller, params.id, body.reason),
  }),
  route({
    method: 'post',
    path: '/lots/:id/restore',
    tag,
    summary: 'Put a withdrawn lot back into the public lists; again changes nothing',
    who: admins,
    params: idParams,
    body: reasonBody,
    answer: { status: 200, schema: lot },
    problems: [404],
    handle: ({ db, caller, params, body }) => restoreLot(db, caller, params.id, body.reason),
  }),
];
