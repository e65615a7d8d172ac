import { z } from 'zod';
import {
  audience,
  audienceCount,
  broadcast,
  broadcastBody,
  listedBroadcast,
} from '../../contract/api/broadcasts.js';
import { idParams, page, pageQuery } from '../../contract/values.js';
import { countAudience } from '../../domain/broadcasts/count-audience.js';
import { findBroadcast } from '../../domain/broadcasts/find-broadcast.js';
import { listBroadcasts } from '../../domain/broadcasts/list-broadcasts.js';
import { sendBroadcast } from '../../domain/broadcasts/send-broadcast.js';
import { route, type Route } from '../http/route.js';

const tag = 'Broadcasts';
const admins = ['admin'] as const;

export const broadcastRoutes = (): Route[] => [
  route({
    method: 'post',
    path: '/broadcasts',
    tag,
    summary: 'Tell everybody, all users or all owners something',
    who: admins,
    body: broadcastBody,
    answer: { status: 201, schema: broadcast },
    problems: [],
    handle: ({ db, caller, body }) => sendBroadcast(db, caller, body),
  }),
  route({
    method: 'get',
    path: '/broadcasts',
    tag,
    summary: 'List what was sent, and how far it has come',
    who: admins,
    query: pageQuery,
    answer: { status: 200, schema: page(listedBroadcast) },
    problems: [],
    handle: ({ db, query }) => listBroadcasts(db, query),
  }),
  route({
    method: 'get',
    path: '/audience',
    tag,
    summary: 'Say how many people a broadcast would reach',
    description: 'Of `?audience=`; everyone where it is left out.',
    who: admins,
    query: z.strictObject({ audience: audience.default('everyone') }),
    answer: { status: 200, schema: audienceCount },
    problems: [],
    handle: ({ db, query }) => countAudience(db, query.audience),
  }),
  route({
    method: 'get',
    path: '/broadcasts/:id',
    tag,
    summary: 'Show how far a broadcast has come',
    who: admins,
    params: idParams,
    answer: { status: 200, schema: broadcast },
    problems: [404],
    handle: ({ db, params }) => findBroadcast(db, params.id),
  }),
];
