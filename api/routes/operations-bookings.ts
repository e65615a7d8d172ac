import { bookingStory, searchQuery, searchResult } from '../../contract/api/operations.js';
import { idParams } from '../../contract/values.js';
import { searchBookings } from '../../domain/operations/search-bookings.js';
import { readStory } from '../../domain/operations/story/read-story.js';
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
  route({
    method: 'get',
    path: '/operations/bookings/:id/story',
    tag,
    summary: 'Tell what happened to a booking, and who was told when',
    description:
      'Events, notifications, what devices have shown, when those of its user were connected, and what is still to come, oldest ' +
      'first; the newest 500 entries where there are more. `isProblem` marks what an operator should look at.',
    who: readers,
    params: idParams,
    answer: { status: 200, schema: bookingStory },
    problems: [404],
    handle: ({ db, params }) => readStory(db, params.id),
  }),
];
