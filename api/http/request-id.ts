import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { withLogContext } from '../../platform/observability/logger.js';
import { requestIdHeader } from './answer.js';

/** Gives each request an id, which is in its answer and in all of its log lines. */
export const requestId: RequestHandler = (_req, res, next) => {
  const requestId = randomUUID();
  res.setHeader(requestIdHeader, requestId);
  withLogContext({ requestId }, next);
};
