import { bookingStory, searchQuery, searchResult, storyQuery } from '../../contract/api/operations.js';
import { idParams } from '../../contract/values.js';
import { findAccount } from '../../domain/accounts/find-account.js';
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
      'first; the newest 500 entries where there are more. `isProblem` marks what an operator should look at. Worded in `language`, ' +
      'by default that of the caller; notifications are quoted as they were told.',
    who: readers,
    params: idParams,
    query: storyQuery,
    answer: { status: 200, schema: bookingStory },
    problems: [404],
    handle: async ({ db, caller, params, query }) =>
      readStory(db, params.id, query.language ?? (await findAccount(db, caller)).language),
  }),
];
