import { broadcast, broadcastBody } from '../../contract/api/broadcasts.js';
import { idParams } from '../../contract/values.js';
import { findBroadcast } from '../../domain/broadcasts/find-broadcast.js';
import { sendBroadcast } from '../../domain/broadcasts/send-broadcast.js';
import { route, type Route } from '../http/route.js';

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
  route({
    method: 'get',
    path: '/broadcasts/:id',
    tag: 'Broadcasts',
    summary: 'Show how far a broadcast has come',
    who: ['admin'],
    params: idParams,
    answer: { status: 200, schema: broadcast },
    problems: [404],
    handle: ({ db, params }) => findBroadcast(db, params.id),
  }),
];
