import type { RequestHandler } from 'express';
import type { Logger } from '../../platform/observability/logger.js';

const levelOf = (status: number) => (status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug');

/** One line per answer, without query strings and bodies, which may contain personal data or secrets. */
export const accessLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now();
    const { method } = req;
    const path = req.originalUrl.split('?', 1)[0];
    res.on('close', () => {
      const level = levelOf(res.statusCode);
      if (!log.isLevelEnabled(level)) return;
      log.log(level, 'answered', {
        requestId: res.getHeader('X-Request-Id'),
        method,
        path,
        status: res.statusCode,
        ...(res.writableFinished ? {} : { aborted: true }),
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
      });
    });
    next();
  };
