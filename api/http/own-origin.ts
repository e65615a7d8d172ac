import type { Request } from 'express';
import { Problem } from './problem.js';

const notOpen = () => new Problem(403, 'origin_not_allowed', 'This call is not open to other sites.');

/** CSRF protection of routes that read the refresh cookie: refuses a foreign Origin. Clients that are no browsers send none. */
export function assertOwnOrigin(req: Request, origins: string[]): void {
  const { origin } = req.headers;
  if (origin !== undefined && !origins.includes(origin)) throw notOpen();
}

/** The same for calls of a page alone: a browser says where it comes from with each that changes anything. */
export function assertOwnPage(req: Request, origins: string[]): void {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = req.headers;
  if (origin === undefined || !origins.includes(origin) || site !== 'same-origin') throw notOpen();
}
