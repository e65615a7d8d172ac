import { bookingCarWash, carWash, carWashesQuery, listedCarWash } from '../../contract/api/car-washes.js';
import { emptyBody, idParams, page, pageQuery } from '../../contract/values.js';
import { completeCarWash } from '../../domain/car-washes/complete-car-wash.js';
import { listCarWashes } from '../../domain/car-washes/list-car-washes.js';
import { listWashesOfBooking } from '../../domain/car-washes/list-washes-of-booking.js';
import { requestCarWash } from '../../domain/car-washes/request-car-wash.js';
import { route, type Route } from '../http/route.js';

const tag = 'Car washes';

export const carWashRoutes = (): Route[] => [
  route({
    method: 'post',
    path: '/bookings/:id/car-washes',
    tag,
    summary: 'Ask for your car to be washed while it is parked',
    description:
      'The owner of the lot is told. 409 `not_active` when the booking is over, `car_wash_open` while a wash that was asked ' +
      'for has not been done.',
    who: ['user'],
    params: idParams,
    body: emptyBody,
    answer: { status: 201, schema: carWash },
    problems: [404, 409],
    handle: ({ db, caller, params }) => requestCarWash(db, caller, params.id),
  }),
  route({
    method: 'get',
    path: '/bookings/:id/car-washes',
    tag,
    summary: 'List the car washes of a booking',
    who: ['user', 'owner', 'admin'],
    params: idParams,
    query: pageQuery,
    answer: { status: 200, schema: page(bookingCarWash) },
    problems: [404],
    handle: ({ db, caller, params, query }) => listWashesOfBooking(db, caller, params.id, query),
  }),
  route({
    method: 'get',
    path: '/car-washes',
    tag,
    summary: 'List the car washes in your lots',
    who: ['owner'],
    query: carWashesQuery,
    answer: { status: 200, schema: page(listedCarWash) },
    problems: [],
    handle: ({ db, caller, query }) => listCarWashes(db, caller, query),
  }),
  route({
    method: 'post',
    path: '/car-washes/:id/complete',
    tag,
    summary: 'Say that a car in your lot has been washed; again changes nothing',
    description:
      'Also when its booking has expired; 409 `not_active` when it was cancelled or declined before.',
    who: ['owner'],
    params: idParams,
    body: emptyBody,
    answer: { status: 200, schema: carWash },
    problems: [404, 409],
    handle: ({ db, caller, params }) => completeCarWash(db, caller, params.id),
  }),
];
