import { broadcast, broadcastBody } from '../../contract/api/broadcasts.js';
import { sendBroadcast } from '../../domain/broadcasts/send-broadcast.js';
import { route, type Route } from '../route.js';

export const broadcastRoutes = (): Route[] => [
  route({
    method: 'post',
    path: '/broadcasts',
    tag: 'Broadcasts',
    summary: 'Tell everybody, all users or all owners something',
    who: ['admin'],
    body: broadcastBody,
    answer: { status: 201, schema: broadcast },
    problems: [],
    handle: ({ db, caller, body }) => sendBroadcast(db, caller, body),
  }),
];
