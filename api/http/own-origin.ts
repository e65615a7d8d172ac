import type { Request } from 'express';
import { Problem } from '../../platform/errors.js';

/** Keeps other sites from using the cookie of a visitor. Clients that are not browsers send no Origin and may pass. */
export function assertOwnOrigin(req: Request, origins: string[]): void {
  const { origin } = req.headers;
  if (origin === undefined || origins.includes(origin)) return;
  throw new Problem(403, 'origin_not_allowed', 'This call is not open to other sites.');
}
