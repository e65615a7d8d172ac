import {
  actOnJobsBody,
  deadEventsPage,
  deadEventsQuery,
  jobsFound,
  jobsQuery,
  operatorAction,
  operatorActionsPage,
  queueParams,
  reasonBody,
  retryEventsBody,
} from '../../contract/api/operations.js';
import { emptyBody, pageQuery } from '../../contract/values.js';
import { listDeadEvents } from '../../domain/events/list-dead-events.js';
import { listOperatorActions } from '../../domain/operations/audit/list-operator-actions.js';
import { actOnJobs } from '../../domain/operations/queues/act-on-jobs.js';
import { listJobs } from '../../domain/operations/queues/list-jobs.js';
import { pauseQueue } from '../../domain/operations/queues/pause-queue.js';
import { retryEvents } from '../../domain/operations/retry-events.js';
import { showError } from '../../domain/operations/show-error.js';
import { OperatedQueues } from '../../platform/redis/operated-queues.js';
import { BoardSessions } from '../queue-board/board-sessions.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Operations';
const watchers = ['operator', 'admin'] as const;
const operators = ['operator'] as const;

const countChanged =
  '409 `count_changed` with the present `count`, and nothing done, where more than `expected` match.';

/** Each commits its record before it begins, so that no transaction can be around it. */
const acting = { method: 'post', tag, who: operators, alone: true } as const;

const pausing = (action: 'pause' | 'resume', summary: string, queues: OperatedQueues) =>
  route({
    ...acting,
    path: `/operations/queues/:name/${action}`,
    summary,
    description: 'Again: 200, and `touched` is 0.',
    params: queueParams,
    body: reasonBody,
    answer: { status: 200, schema: operatorAction },
    problems: [404, 503],
    handle: ({ db, caller, params, body }) =>
      pauseQueue(db, queues, caller, { action, queue: params.name }, body.reason),
  });

const actingOnJobs = (action: 'retry' | 'discard' | 'promote', summary: string, queues: OperatedQueues) =>
  route({
    ...acting,
    path: `/operations/queues/:name/jobs/${action}`,
    summary,
    description: countChanged,
    params: queueParams,
    body: actOnJobsBody,
    answer: { status: 200, schema: operatorAction },
    problems: [404, 409, 503],
    handle: ({ db, caller, params, body }) =>
      actOnJobs(db, queues, caller, { action, queue: params.name }, body),
  });

/** What operators do about queues and events, and the record of it. Admins may look. */
export const operationRoutes = (services: Services): Route[] => {
  const queues = new OperatedQueues(services.redis);
  const boardSessions = new BoardSessions(services);
  return [
    route({
      method: 'get',
      path: '/operations/queues/:name/jobs',
      tag,
      summary: 'List jobs of a queue, without personal details',
      description: 'The jobs of a paused queue are `waiting`, and `paused` as well.',
      who: watchers,
      params: queueParams,
      query: jobsQuery,
      answer: { status: 200, schema: jobsFound },
      problems: [404, 503],
      handle: ({ db, params, query }) => listJobs(db, queues, params.name, query),
    }),
    pausing('pause', 'Pause a queue: its jobs wait until it is resumed', queues),
    pausing('resume', 'Resume a queue', queues),
    actingOnJobs('retry', 'Retry the failed jobs that match, with all their attempts', queues),
    actingOnJobs(
      'discard',
      'Delete the failed jobs that match, or those with these ids unless they are active',
      queues,
    ),
    actingOnJobs('promote', 'Run the delayed jobs that match now', queues),
    route({
      method: 'get',
      path: '/operations/events',
      tag,
      summary: 'List dead events, with their errors, newest first',
      who: watchers,
      query: deadEventsQuery,
      answer: { status: 200, schema: deadEventsPage },
      problems: [],
      handle: async ({ db, query }) => {
        const { items, ...page } = await listDeadEvents(db, query);
        return { ...page, items: items.map((event) => ({ ...event, error: showError(event.error) })) };
      },
    }),
    route({
      ...acting,
      path: '/operations/events/retry',
      summary: 'Retry the dead events that match',
      description: countChanged,
      body: retryEventsBody,
      answer: { status: 200, schema: operatorAction },
      problems: [409, 503],
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
    route({
      method: 'post',
      path: '/operations/board-session',
      tag,
      summary: 'Open the queue board to this browser, at /admin/queues',
      description:
        'Sets a cookie for ten minutes. It ends sooner with the session, such as when the role changes.',
      who: watchers,
      body: emptyBody,
      answer: { status: 204 },
      problems: [],
      handle: ({ caller, res }) => {
        boardSessions.open(res, caller);
      },
    }),
  ];
};
