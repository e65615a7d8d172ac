import type { RequestHandler } from 'express';
import helmet from 'helmet';

const socketOrigin = (origin: string) => origin.replace(/^http/, 'ws');

interface Options {
  /** The origins under which browsers see this server. */
  origins: string[];
}

const onlyHttps = ({ origins }: Options) => origins.every((origin) => origin.startsWith('https:'));

/** Everything comes from this origin, nothing is inline, and no other page may frame it. */
function directives({ origins }: Options) {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    // Older browsers do not count web sockets as 'self'.
    connectSrc: ["'self'", ...origins.map(socketOrigin)],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  };
}

export function securityHeaders(options: Options): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives(options) },
    strictTransportSecurity: onlyHttps(options) && { maxAge: 31_536_000, includeSubDomains: false },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** For the documentation's page alone: Swagger UI writes styles into its markup and draws icons from data. */
export function docsSecurityHeaders(options: Options): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...directives(options),
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
    },
  });
}
