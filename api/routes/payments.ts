import {
  listedPayment,
  payment,
  paymentsQuery,
  reasonBody,
  verifyBody,
} from '../../contract/api/payments.js';
import { emptyBody, idParams, page } from '../../contract/values.js';
import { listPayments } from '../../domain/payments/list-payments.js';
import { refundPayment } from '../../domain/payments/refund-payment.js';
import { rejectPayment } from '../../domain/payments/reject-payment.js';
import { verifyLatePayment } from '../../domain/payments/verify-late-payment.js';
import { verifyPayment } from '../../domain/payments/verify-payment.js';
import { presentListedPayment, presentPayment } from './presenters/present-payment.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Payments';

const undecidable =
  '409 `payment_void` when the booking was cancelled or declined before, `payment_decided` after another verdict.';

export const paymentRoutes = ({ env }: Pick<Services, 'env'>): Route[] => [
  route({
    method: 'get',
    path: '/payments',
    tag,
    summary: 'List payments: of your bookings, in your lots, or as admin all',
    description:
      'Newest first, or oldest first with `?order=oldest`; a cursor belongs to the order it was given out in. Each says ' +
      'what it is for: lot, slot, plate and times of its booking.',
    who: ['user', 'owner', 'admin'],
    query: paymentsQuery,
    answer: { status: 200, schema: page(listedPayment) },
    problems: [],
    handle: async ({ db, caller, query }) => {
      const { items, nextCursor } = await listPayments(db, caller, query);
      return { items: items.map(presentListedPayment), nextCursor };
    },
  }),
  route({
    method: 'post',
    path: '/payments/:id/verify',
    tag,
    sharesTransaction: true,
    summary: 'Confirm that a payment has arrived; again changes nothing',
    description:
      `${undecidable} With \`amount\`, as it was shown: 409 \`amount_changed\` (with the present \`amount\`) where it has ` +
      'grown by a renewal since. With `reinstate`, where the booking is over by now: `true` lets it run again from now on, ' +
      'for as long as this payment is for, `false` leaves it over; its user and the owner of the lot are told which. 409 ' +
      '`slot_taken` (with `availableUntil` and `choices`), `lot_closed` or `slot_retired` when it cannot run again: nothing is verified then.',
    who: ['owner', 'admin'],
    params: idParams,
    body: verifyBody,
    answer: { status: 200, schema: payment },
    problems: [404, 409],
    handle: async ({ db, caller, params, body: { amount, reinstate } }) => {
      if (reinstate === undefined) return presentPayment(await verifyPayment(db, caller, params.id, amount));
      const late = { amount, reinstate, leadSeconds: env.WARNING_LEAD_SECONDS };
      return presentPayment(await verifyLatePayment(db, caller, params.id, late));
    },
  }),
  route({
    method: 'post',
    path: '/payments/:id/reject',
    tag,
    sharesTransaction: true,
    summary: 'Say why a payment is refused; again changes nothing',
    description: undecidable,
    who: ['owner', 'admin'],
    params: idParams,
    body: reasonBody,
    answer: { status: 200, schema: payment },
    problems: [404, 409],
    handle: async ({ db, caller, params, body }) =>
      presentPayment(await rejectPayment(db, caller, params.id, body.reason)),
  }),
  route({
    method: 'post',
    path: '/payments/:id/refund',
    tag,
    summary: 'Say that the money was given back; again changes nothing',
    description:
      'For a payment that is `refund_due`, and for one that is pending when its booking is over. 409 `not_refundable` for ' +
      'any other.',
    who: ['owner', 'admin'],
    params: idParams,
    body: emptyBody,
    answer: { status: 200, schema: payment },
    problems: [404, 409],
    handle: async ({ db, caller, params }) => presentPayment(await refundPayment(db, caller, params.id)),
  }),
];
