import type { ErrorRequestHandler, RequestHandler } from 'express';
import { notFound } from '../../domain/errors.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { ThrottledLog } from '../../platform/observability/throttled-log.js';
import { send, thrownAnswer } from './answer.js';
import { problemOf } from './problem-of.js';

/**
 * The only place where an error becomes an answer. Only unexpected errors are logged with their stack. The cause of a 503,
 * which is the same for every request during an outage, is logged once a minute.
 */
export function answerErrors(log: Logger): ErrorRequestHandler {
  const throttled = new ThrottledLog(log);
  return (error: unknown, _req, res, next) => {
    const problem = problemOf(error);
    if (problem.status === 500) log.error('a request failed', { error });
    if (problem.status === 503)
      throttled.warn(`requests are answered with 503: ${problem.detail}`, { reason: messageOf(error) });
    if (res.headersSent) next(error);
    else send(res, thrownAnswer(res, problem));
  };
}

export const unknownAddress: RequestHandler = () => {
  throw notFound('address');
};
