import {
  deadEventsPage,
  deadEventsQuery,
  operatorAction,
  operatorActionsPage,
  retryEventsBody,
} from '../../contract/api/operations.js';
import { pageQuery } from '../../contract/values.js';
import { listDeadEvents } from '../../domain/events/list-dead-events.js';
import { listOperatorActions } from '../../domain/operations/audit/list-operator-actions.js';
import { retryEvents } from '../../domain/operations/retry-events.js';
import { route, type Route } from '../http/route.js';

const tag = 'Operations';
const watchers = ['operator', 'admin'] as const;
const operators = ['operator'] as const;

/** What operators do about events, and the record of all that they did. Admins may look. */
export const operationRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/operations/events',
    tag,
    summary: 'List dead events, with their errors, newest first',
    who: watchers,
    query: deadEventsQuery,
    answer: { status: 200, schema: deadEventsPage },
    problems: [],
    handle: ({ db, query }) => listDeadEvents(db, query),
  }),
  route({
    method: 'post',
    path: '/operations/events/retry',
    tag,
    summary: 'Retry the dead events that match',
    description:
      '409 `count_changed` with the present `count`, and nothing done, where more than `expected` match.',
    who: operators,
    body: retryEventsBody,
    answer: { status: 200, schema: operatorAction },
    problems: [409],
    // Its record is committed before it begins.
    repeatable: true,
    handle: ({ db, caller, body }) => retryEvents(db, caller.userId, body),
  }),
  route({
    method: 'get',
    path: '/operations/actions',
    tag,
    summary: 'List what operators did, newest first',
    who: watchers,
    query: pageQuery,
    answer: { status: 200, schema: operatorActionsPage },
    problems: [],
    handle: ({ db, query }) => listOperatorActions(db, query),
  }),
];
