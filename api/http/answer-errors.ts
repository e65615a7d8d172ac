import type { ErrorRequestHandler, RequestHandler } from 'express';
import { notFound } from '../../domain/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { send, thrownAnswer } from './answer.js';
import { problemOf } from './problem-of.js';

/** The only place where an error becomes an answer. Only unexpected errors are logged with their stack. */
export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    const problem = problemOf(error);
    if (problem.status === 500) log.error('a request failed', { error });
    if (res.headersSent) next(error);
    else send(res, thrownAnswer(res, problem));
  };

export const unknownAddress: RequestHandler = () => {
  throw notFound('address');
};
