import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { withLogContext } from '../../platform/observability/logger.js';
import { requestIdHeader } from './answer.js';

/** Names each request, in its answer and on every log line that is written for it. */
export const requestId: RequestHandler = (_req, res, next) => {
  const requestId = randomUUID();
  res.setHeader(requestIdHeader, requestId);
  withLogContext({ requestId }, next);
};
