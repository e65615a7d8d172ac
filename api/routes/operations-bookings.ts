import { searchQuery, searchResult } from '../../contract/api/operations.js';
import { searchBookings } from '../../domain/operations/search-bookings.js';
import { route, type Route } from '../http/route.js';

const tag = 'Operations';
const readers = ['operator', 'admin'] as const;

/** Any booking, found and explained. */
export const bookingOperationsRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/operations/search',
    tag,
    summary: 'Find bookings by plate, id of a booking or payment, or e-mail address',
    description:
      'At most 20, newest first. A plate is compared as it is kept, in upper case with single spaces; where no booking has it, ' +
      'those are found whose plates begin with it, from three characters on.',
    who: readers,
    query: searchQuery,
    answer: { status: 200, schema: searchResult },
    problems: [],
    handle: ({ db, query }) => searchBookings(db, query.q),
  }),
];
