import type { RequestHandler } from 'express';
import { inSpan, isTracing } from '../../platform/observability/tracing.js';

/**
 * Has a request of a declared route traced until its answer is sent. Each begins a trace: a stranger's `traceparent`, if
 * it counted, could have all requests sampled, or mix them up.
 */
export function traceAs(method: string, path: string): RequestHandler {
  const name = `${method.toUpperCase()} /api${path}`;
  const attributes = { 'http.request.method': method.toUpperCase(), 'http.route': `/api${path}` };
  return (_req, res, next) => {
    if (!isTracing()) {
      next();
      return;
    }
    void inSpan(
      name,
      { kind: 'server', attributes },
      (span) =>
        new Promise<void>((resolve) => {
          res.once('close', () => {
            span.set({ 'http.response.status_code': res.statusCode });
            if (res.statusCode >= 500) span.fail();
            resolve();
          });
          next();
        }),
    );
  };
}
