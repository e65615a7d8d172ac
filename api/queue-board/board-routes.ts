import { Router, type Request, type RequestHandler } from 'express';
import type { Caller } from '../../domain/accounts/caller.js';
import { forbidden, notFound } from '../../domain/errors.js';
import { readQueueNames } from '../../domain/operations/queue-names.js';
import type { Logger } from '../../platform/observability/logger.js';
import { OperatedQueues } from '../../platform/redis/operated-queues.js';
import { asking } from '../../platform/redis/queues-unavailable.js';
import { assertOwnPage } from '../http/own-origin.js';
import { boardSecurityHeaders } from '../http/security-headers.js';
import { countedUser, type RateLimits } from '../rate-limits/rate-limits.js';
import type { Services } from '../services.js';
import { boardActions } from './board-actions.js';
import type { BoardPage } from './board-page.js';
import { boardPath, BoardSessions } from './board-sessions.js';

const callers = new WeakMap<Request, Caller>();

function callerOf(req: Request): Caller {
  const caller = callers.get(req);
  if (!caller) throw new Error('nobody has opened the queue board');
  return caller;
}

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/**
 * The queue board, for those with a cookie of `BoardSessions`. For anybody else its address is unknown, like any other:
 * nothing here answers them, or leaves a trace in an answer.
 */
export function boardRoutes(services: Services, limits: RateLimits): Router {
  const { env, redis } = services;
  const sessions = new BoardSessions(services);
  const queues = new OperatedQueues(redis);

  const board = Router();
  board.use(async (req, res, next) => {
    res.locals[countedUser] = callerOf(req).userId;
    res.setHeader('Cache-Control', req.path.startsWith('/static/') ? 'private, no-cache' : 'no-store');
    await (isRead(req) ? limits.read : limits.write)(req, res, next);
  });
  board.use(boardSecurityHeaders());
  board.use(readPage(queues, services.log));
  board.use(refuseOthers(env.PUBLIC_ORIGIN), boardActions(services, queues, callerOf));

  const router = Router();
  router.use(boardPath, (req, res, next) => {
    const caller = sessions.read(req);
    if (!caller) {
      next();
      return;
    }
    callers.set(req, caller);
    board(req, res, next);
  });
  return router;
}

/** Of the page's reads, the ones that show what people wrote, or more of Redis than of queues. */
const unshown = /\/(flow|workers|default-job-options|redis\/stats)$/;

/** Its packages are large and few ever open the page, so that they are loaded for the first of them. */
function readPage(queues: OperatedQueues, log: Logger): RequestHandler {
  let loading: Promise<Record<'acting' | 'reading', BoardPage>> | undefined;
  const load = async () => {
    const { boardPage } = await import('./board-page.js');
    return { acting: boardPage(queues, false, log), reading: boardPage(queues, true, log) };
  };
  return async (req, res, next) => {
    if (!isRead(req)) {
      next();
      return;
    }
    if (unshown.test(req.path)) throw notFound('address');
    loading ??= load();
    const pages = await loading;
    const { show, serve } = callerOf(req).role === 'operator' ? pages.acting : pages.reading;
    if (req.path.startsWith('/api/')) show(await asking(() => readQueueNames(queues.redis)));
    await serve(req, res, next);
  };
}

/** Only operators act, and only from the page itself: the cookie travels with whatever a browser sends. */
const refuseOthers =
  (origins: string[]): RequestHandler =>
  (req, _res, next) => {
    if (callerOf(req).role !== 'operator') throw forbidden('This is for operators only.');
    assertOwnPage(req, origins);
    next();
  };
