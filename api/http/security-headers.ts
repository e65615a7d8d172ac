import type { RequestHandler } from 'express';
import helmet from 'helmet';

const socketOrigin = (origin: string) => origin.replace(/^http/, 'ws');

interface Options {
  /** The origins under which browsers see this server. */
  origins: string[];
}

const onlyHttps = ({ origins }: Options) => origins.every((origin) => origin.startsWith('https:'));

/** Content-Security-Policy: own origin only, nothing inline, no framing. */
function directives({ origins }: Options) {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    // In older browsers 'self' does not cover ws: and wss:.
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

/** For the API documentation only: Swagger UI uses inline styles and data: images. */
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

/** For the page that shows the parts for other sites: what a strict site would say, and no forms that leave it. */
export function embedSecurityHeaders({ origins }: Options): RequestHandler {
  const own = ["'self'"];
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      ...{ scriptSrc: own, styleSrc: own, connectSrc: [...own, ...origins.map(socketOrigin)] },
      imgSrc: own,
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}

/** For the queue board only: it names its own base. It needs no web sockets, and sends no forms. */
export function boardSecurityHeaders(): RequestHandler {
  const own = ["'self'"];
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      ...{ scriptSrc: own, styleSrc: own, imgSrc: own, connectSrc: own, fontSrc: own, baseUri: own },
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}
