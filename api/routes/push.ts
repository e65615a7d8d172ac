import { roles } from '../../contract/api/accounts.js';
import { pushBody, pushState, tokenRenewal, tokenRenewalBody } from '../../contract/api/push.js';
import { hashOfRenewalToken } from '../../domain/bookings/offer-renewal.js';
import { renewByToken } from '../../domain/bookings/renew-by-token.js';
import {
  findSubscription,
  subscribe,
  unsubscribe,
  type Subscription,
} from '../../domain/deliveries/push/subscribe.js';
import { conflict, DomainError } from '../../domain/errors.js';
import { vapidKeysOf } from '../../platform/process/push-settings.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Notifications';

/** Web push: what a browser is told while no page is open, and what it may do then. */
export function pushRoutes({ env }: Pick<Services, 'env'>): Route[] {
  const publicKey = vapidKeysOf(env)?.publicKey ?? null;
  const present = (found: Subscription | undefined) => ({
    publicKey,
    subscription: found ? { endpoint: found.endpoint, createdAt: found.createdAt.toISOString() } : null,
  });
  const terms = {
    leadSeconds: env.WARNING_LEAD_SECONDS,
    limits: {
      activePerUser: env.ACTIVE_BOOKINGS_PER_USER,
      newPerHour: 0,
      totalSeconds: env.BOOKING_TOTAL_MAX_SECONDS,
      renewWithinSeconds: env.RENEW_WITHIN_SECONDS,
    },
  };

  return [
    route({
      method: 'get',
      path: '/me/push',
      tag,
      summary: 'Is this device told while no page is open?',
      who: roles,
      answer: { status: 200, schema: pushState },
      problems: [],
      handle: async ({ db, caller }) => present(await findSubscription(db, caller)),
    }),
    route({
      method: 'put',
      path: '/me/push',
      tag,
      summary: 'Have this device told while no page is open',
      description:
        'One subscription for each session, twenty for each account. One that belonged to somebody else is of the caller from now on, ' +
        'since it is of this browser. Only push services of browsers are accepted. 409 `push_off` where there is no web push, `session_ended`.',
      who: roles,
      body: pushBody,
      answer: { status: 200, schema: pushState },
      problems: [409],
      handle: async ({ db, caller, body }) => {
        if (publicKey === null) throw conflict('push_off', 'There is no web push here.');
        return present(await subscribe(db, caller, body, env.PUSH_SERVICE_HOSTS));
      },
    }),
    route({
      method: 'delete',
      path: '/me/push',
      tag,
      summary: 'Tell this device nothing more while no page is open',
      who: roles,
      answer: { status: 204 },
      problems: [],
      handle: ({ db, caller }) => unsubscribe(db, caller),
    }),
    route({
      method: 'post',
      path: '/renewals',
      tag: 'Bookings',
      summary: 'Renew a booking from a notification on a device',
      description:
        'The `token` came with the notification. It renews that booking once, for the period and the price that were shown, until the ' +
        'deadline that was warned of. 404 for one that is unknown, used or too old; 409 as renewing with a session. With an ' +
        'Idempotency-Key, a repeat of the same token is answered like the first.',
      who: 'anybody',
      body: tokenRenewalBody,
      answer: { status: 200, schema: tokenRenewal },
      problems: [404, 409],
      idempotencyScope: ({ body }) => `renewal:${hashOfRenewalToken(body.token).toString('base64url')}`,
      handle: async ({ db, body }) => {
        const renewed = await renewByToken(db, body.token, terms);
        if (renewed instanceof DomainError) return renewed;
        const { booking, price } = renewed;
        const { id: bookingId, lotName, slotCode, timezone, endsAt } = booking;
        return { bookingId, lotName, slotCode, timezone, endsAt: endsAt.toISOString(), price };
      },
    }),
  ];
}
