import { payment, paymentsQuery, reasonBody } from '../../contract/api/payments.js';
import { emptyBody, idParams, page } from '../../contract/values.js';
import { listPayments } from '../../domain/payments/list-payments.js';
import { rejectPayment } from '../../domain/payments/reject-payment.js';
import { verifyPayment } from '../../domain/payments/verify-payment.js';
import { presentPayment } from '../presenters/present-payment.js';
import { route, type Route } from '../route.js';

const tag = 'Payments';

const undecidable =
  '409 `payment_void` when the booking was cancelled or declined before, `payment_decided` after the opposite verdict.';

export const paymentRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/payments',
    tag,
    summary: 'List payments: of your bookings, in your lots, or as admin all',
    who: ['user', 'owner', 'admin'],
    query: paymentsQuery,
    answer: { status: 200, schema: page(payment) },
    problems: [],
    handle: async ({ db, caller, query }) => {
      const { items, nextCursor } = await listPayments(db, caller, query);
      return { items: items.map(presentPayment), nextCursor };
    },
  }),
  route({
    method: 'post',
    path: '/payments/:id/verify',
    tag,
    summary: 'Confirm that a payment has arrived; again changes nothing',
    description: undecidable,
    who: ['owner', 'admin'],
    params: idParams,
    body: emptyBody,
    answer: { status: 200, schema: payment },
    problems: [404, 409],
    handle: async ({ db, caller, params }) => presentPayment(await verifyPayment(db, caller, params.id)),
  }),
  route({
    method: 'post',
    path: '/payments/:id/reject',
    tag,
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
];
