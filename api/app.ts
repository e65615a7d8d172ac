import express, { type Express, type RequestHandler } from 'express';
import { accessLog } from './http/access-log.js';
import { answerErrors, unknownAddress } from './http/answer-errors.js';
import { countRefused, noRateLimits, rateLimits } from './rate-limits/rate-limits.js';
import { measureRequests } from './http/http-metrics.js';
import { openToOrigins } from './http/cross-origin.js';
import { requestId } from './http/request-id.js';
import { securityHeaders } from './http/security-headers.js';
import { boardRoutes } from './queue-board/board-routes.js';
import { mount } from './routes/mount.js';
import type { Route } from './http/route.js';
import { clientRoutes } from './routes/client.js';
import { docsRoutes } from './routes/docs.js';
import { embedRoutes } from './routes/embed.js';
import { healthRoutes } from './routes/health.js';
import { unsubscribeRoutes } from './routes/unsubscribe.js';
import type { Services } from './services.js';

const neverStored: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

/** Everything that one public port answers, except web sockets. */
export function createApp(services: Services, routes: Route[], clientFolder: string): Express {
  const { env, log } = services;
  const limits = env.RATE_LIMITS === 'on' ? rateLimits(services.redis) : noRateLimits;

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env.TRUST_PROXY);

  app.use(requestId, securityHeaders({ origins: env.PUBLIC_ORIGIN }));
  // Before access log and metrics, which health checks would flood.
  app.use(healthRoutes(services), accessLog(log), measureRequests);
  app.use('/api', openToOrigins([...env.PUBLIC_ORIGIN, ...env.EMBED_ORIGINS]));
  app.use('/api', docsRoutes(routes, services, limits));
  app.use('/api', neverStored, unsubscribeRoutes(services, limits));
  app.use('/api', neverStored, mount(routes, services, limits), unknownAddress);
  app.use(boardRoutes(services, limits));
  app.use(embedRoutes(services, clientFolder), clientRoutes(clientFolder));
  app.use(unknownAddress, countRefused(limits), answerErrors(log));
  return app;
}
