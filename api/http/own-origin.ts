import type { Request } from 'express';
import { Problem } from './problem.js';

/** CSRF protection of routes that read the refresh cookie: refuses a foreign Origin. Clients that are no browsers send none. */
export function assertOwnOrigin(req: Request, origins: string[]): void {
  const { origin } = req.headers;
  if (origin === undefined || origins.includes(origin)) return;
  throw new Problem(403, 'origin_not_allowed', 'This call is not open to other sites.');
}
