import type { RequestHandler, Response } from 'express';
import { Histogram } from 'prom-client';
import { durationBuckets } from '../../platform/observability/buckets.js';

type Labels = 'method' | 'route' | 'status';

const duration = new Histogram<Labels>({
  name: 'parkmate_http_request_duration_seconds',
  help: 'Time from a request to the end of its answer, by declared route and class of the status.',
  labelNames: ['method', 'route', 'status'],
  buckets: durationBuckets,
});

/** `aborted`: the client went away before it had its answer. */
type Status = '2xx' | '3xx' | '4xx' | '5xx' | 'aborted';

function statusOf({ statusCode, writableFinished }: Response): Status {
  if (!writableFinished) return 'aborted';
  return statusCode < 300 ? '2xx' : statusCode < 400 ? '3xx' : statusCode < 500 ? '4xx' : '5xx';
}

/** The series of one route, each looked up once. */
class RouteDurations {
  private readonly byStatus = new Map<Status, Histogram.Internal<Labels>>();

  constructor(
    private readonly method: string,
    private readonly route: string,
  ) {}

  observe(res: Response, seconds: number): void {
    const status = statusOf(res);
    let series = this.byStatus.get(status);
    if (!series) {
      series = duration.labels(this.method, this.route, status);
      this.byStatus.set(status, series);
    }
    series.observe(seconds);
  }
}

const measuredRoute = 'measuredRoute';

/** The web client, the documentation, and what does not exist. Never the URL itself, of which there are infinitely many. */
const undeclared = new RouteDurations('any', 'other');

/** Measures each request. */
export const measureRequests: RequestHandler = (_req, res, next) => {
  const startedAt = performance.now();
  res.once('close', () => {
    const durations = (res.locals[measuredRoute] ?? undeclared) as RouteDurations;
    durations.observe(res, (performance.now() - startedAt) / 1_000);
  });
  next();
};

/** Has a request measured as one of this declared route. */
export function measureAs(method: string, path: string): RequestHandler {
  const durations = new RouteDurations(method.toUpperCase(), path);
  return (_req, res, next) => {
    res.locals[measuredRoute] = durations;
    next();
  };
}
