import { DomainError } from '../../domain/errors.js';
import {
  booking,
  bookingBody,
  bookingsQuery,
  quote,
  quoteBody,
  receipts,
  renewalBody,
  timeline,
} from '../../contract/api/bookings.js';
import { reasonBody } from '../../contract/api/payments.js';
import { emptyBody, idParams, page, pageQuery } from '../../contract/values.js';
import { cancelBooking } from '../../domain/bookings/cancel-booking.js';
import { createBooking } from '../../domain/bookings/create-booking.js';
import { declineBooking } from '../../domain/bookings/decline-booking.js';
import { findBooking } from '../../domain/bookings/find-booking.js';
import { listBookings } from '../../domain/bookings/list-bookings.js';
import { canRuleOnBooking, canSeeTimeline } from '../../domain/bookings/policy.js';
import { quoteBooking } from '../../domain/bookings/quote-booking.js';
import { renewBooking } from '../../domain/bookings/renew-booking.js';
import { readReceipts } from '../../domain/deliveries/read-receipts.js';
import { readTimeline } from '../../domain/events/read-timeline.js';
import { presentBooking } from './presenters/present-booking.js';
import { presentQuote } from './presenters/present-quote.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Bookings';

export function bookingRoutes({ env, clock }: Pick<Services, 'env' | 'clock'>): Route[] {
  const bounds = { minSeconds: env.BOOKING_MIN_SECONDS, maxSeconds: env.BOOKING_MAX_SECONDS };
  const leadSeconds = env.WARNING_LEAD_SECONDS;
  const limits = {
    activePerUser: env.ACTIVE_BOOKINGS_PER_USER,
    newPerHour: env.RATE_LIMITS === 'on' ? env.NEW_BOOKINGS_PER_HOUR : 0,
    totalSeconds: env.BOOKING_TOTAL_MAX_SECONDS,
    renewWithinSeconds: env.RENEW_WITHIN_SECONDS,
  };

  return [
    route({
      method: 'post',
      path: '/bookings',
      tag,
      sharesTransaction: true,
      summary: 'Book a slot',
      description:
        'Starts now unless `startsAt` says otherwise. 409 `slot_taken` when somebody holds the slot for some of that ' +
        'time, `lot_closed` when the lot was withdrawn, `slot_retired` when the slot is no longer let, ' +
        '`price_changed` (with the new `price`) when it costs something else than the `price` that you give, `too_many_bookings` when you have as many active bookings as one user may (`limit`), ' +
        '`too_many_unpaid_bookings` when the lot lets nobody hold more unpaid ones; 429 for too many within an hour.',
      who: ['user'],
      body: bookingBody(bounds),
      answer: { status: 201, schema: booking },
      problems: [404, 409],
      handle: async ({ db, caller, body }) =>
        presentBooking(await createBooking(db, caller, body, { leadSeconds, limits, now: clock.now() })),
    }),
    route({
      method: 'post',
      path: '/bookings/quote',
      tag,
      summary: 'Say what a booking, or a renewal of yours, would cost and until when it would last',
      description:
        'By the rate of this moment; nothing is taken. Refused as booking and renewing are, but for how many bookings you ' +
        'may have: 409 `lot_closed`, `slot_retired`, `not_renewable`, `booking_too_long`. A slot that is taken is no refusal; see ' +
        '`availableUntil`, which is no later than `startsAt` when nothing of it can be had.',
      who: ['user'],
      body: quoteBody(bounds),
      answer: { status: 200, schema: quote },
      problems: [404, 409],
      handle: async ({ db, caller, body }) =>
        presentQuote(await quoteBooking(db, caller, body, { limits, now: clock.now() })),
    }),
    route({
      method: 'get',
      path: '/bookings',
      tag,
      summary: 'List bookings: your own, those in your lots, or as admin all',
      description:
        '`?state=upcoming`: active ones that are yet to begin. `?plate=` is for owners, in their own lots, and for admins; ' +
        'it is looked for as a whole, in any case. `?lotId=` is for owners; another’s lot has no bookings.',
      who: ['user', 'owner', 'admin'],
      query: bookingsQuery,
      answer: { status: 200, schema: page(booking) },
      problems: [],
      handle: async ({ db, caller, query }) => {
        const { items, nextCursor } = await listBookings(db, caller, query);
        return { items: items.map(presentBooking), nextCursor };
      },
    }),
    route({
      method: 'get',
      path: '/bookings/:id',
      tag,
      summary: 'Show a booking',
      who: ['user', 'owner', 'admin'],
      params: idParams,
      answer: { status: 200, schema: booking },
      problems: [404],
      handle: async ({ db, caller, params }) => presentBooking(await findBooking(db, caller, params.id)),
    }),
    route({
      method: 'get',
      path: '/bookings/:id/timeline',
      tag,
      summary: 'Tell the story of a booking, oldest first',
      description:
        'Every event, every notification of one, and every delivery of that over a slow channel. `nextCursor` leads on, and is null at the end.',
      who: ['owner', 'admin', 'operator'],
      params: idParams,
      query: pageQuery,
      answer: { status: 200, schema: timeline },
      problems: [404],
      handle: async ({ db, caller, params, query }) => {
        await findBooking(db, caller, params.id, canSeeTimeline);
        return readTimeline(db, caller, params.id, query);
      },
    }),
    route({
      method: 'get',
      path: '/bookings/:id/receipts',
      tag,
      summary: 'See whether the driver of a booking was reached',
      description:
        'What the driver was told, newest first, at most twenty. `reachedBy` says what is known: `shown` by a device, marked as ' +
        '`read`, sent by `email` or as a `push` message. Empty: nothing is known.',
      who: ['owner', 'admin'],
      params: idParams,
      answer: { status: 200, schema: receipts },
      problems: [404],
      handle: async ({ db, caller, params }) => {
        await findBooking(db, caller, params.id, canRuleOnBooking);
        return readReceipts(db, params.id);
      },
    }),
    route({
      method: 'post',
      path: '/bookings/:id/renew',
      tag,
      sharesTransaction: true,
      summary: 'Move the deadline of your booking',
      description:
        'The new end is `max(endsAt, now) + durationSeconds`. The price is added to a payment that is pending; else the new ' +
        'period has a payment of its own. 409 `slot_taken` (with `availableUntil`), `not_renewable` when it was ended or is ' +
        'over for too long, `booking_too_long` (with `maxSeconds` and `bookedSeconds`) when all its periods together would ' +
        'be, `price_changed` as for a new booking, or as for a new booking where yours is completed or was paid; you are notified of each too.',
      who: ['user'],
      params: idParams,
      body: renewalBody(bounds),
      answer: { status: 200, schema: booking },
      problems: [404, 409],
      handle: async ({ db, caller, params, body }) => {
        const renewed = await renewBooking(db, caller, params.id, { ...body, leadSeconds, limits });
        return renewed instanceof DomainError ? renewed : presentBooking(renewed);
      },
    }),
    route({
      method: 'post',
      path: '/bookings/:id/cancel',
      tag,
      sharesTransaction: true,
      summary: 'Cancel your booking',
      description:
        'Frees the slot. A payment that is still pending becomes `void`. Again: 200, and nothing new happens.',
      who: ['user'],
      params: idParams,
      body: emptyBody,
      answer: { status: 200, schema: booking },
      problems: [404, 409],
      handle: async ({ db, caller, params }) => presentBooking(await cancelBooking(db, caller, params.id)),
    }),
    route({
      method: 'post',
      path: '/bookings/:id/decline',
      tag,
      summary: 'Decline a booking in your lot; admins decline any',
      description:
        'Frees the slot and tells the user why. A payment that is still pending becomes `void`, one that was verified ' +
        '`refund_due`. Again: 200, and the first reason stands.',
      who: ['owner', 'admin'],
      params: idParams,
      body: reasonBody,
      answer: { status: 200, schema: booking },
      problems: [404, 409],
      handle: async ({ db, caller, params, body }) =>
        presentBooking(await declineBooking(db, caller, params.id, body.reason)),
    }),
  ];
}
