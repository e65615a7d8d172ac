import type { RequestHandler } from 'express';

/** What pages may send, and read of answers, beyond what every page may (the safelists of Fetch). */
const methods = 'GET, POST, PUT, PATCH, DELETE';
const sent = 'Authorization, Content-Type, Idempotency-Key';
const told = 'Date, Retry-After, Idempotent-Replayed, X-Request-Id';

/** A browser asks again after so long whether it may send a request. */
const askAgainAfterSeconds = 600;

/** Sessions are opened and ended by pages of this server alone. */
const ofCookies = '/auth/';

/**
 * Lets pages of these origins call the API (CORS), with a token. Never with cookies: there is no
 * `Access-Control-Allow-Credentials`, and what opens sessions is left out.
 */
export function openToOrigins(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (req, res, next) => {
    res.vary('Origin');
    const { origin, 'access-control-request-method': asked } = req.headers;
    if (origin === undefined || !allowed.has(origin) || req.path.toLowerCase().startsWith(ofCookies)) {
      next();
      return;
    }
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Headers', told);
    if (req.method === 'OPTIONS' && asked !== undefined) {
      res.setHeader('Access-Control-Allow-Methods', methods);
      res.setHeader('Access-Control-Allow-Headers', sent);
      res.setHeader('Access-Control-Max-Age', askAgainAfterSeconds);
    }
    next();
  };
}
