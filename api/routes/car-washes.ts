import { carWash } from '../../contract/api/car-washes.js';
import { emptyBody, idParams } from '../../contract/values.js';
import { completeCarWash } from '../../domain/car-washes/complete-car-wash.js';
import { requestCarWash } from '../../domain/car-washes/request-car-wash.js';
import { route, type Route } from '../route.js';

const tag = 'Car washes';

export const carWashRoutes = (): Route[] => [
  route({
    method: 'post',
    path: '/bookings/:id/car-washes',
    tag,
    summary: 'Ask for your car to be washed while it is parked',
    who: ['user'],
    params: idParams,
    body: emptyBody,
    answer: { status: 201, schema: carWash },
    problems: [404, 409],
    handle: ({ db, caller, params }) => requestCarWash(db, caller, params.id),
  }),
  route({
    method: 'post',
    path: '/car-washes/:id/complete',
    tag,
    summary: 'Say that a car in your lot has been washed; again changes nothing',
    description: '409 `not_active` when its booking was cancelled or declined before.',
    who: ['owner'],
    params: idParams,
    body: emptyBody,
    answer: { status: 200, schema: carWash },
    problems: [404, 409],
    handle: ({ db, caller, params }) => completeCarWash(db, caller, params.id),
  }),
];
