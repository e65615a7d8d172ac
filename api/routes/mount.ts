import { Router, type RequestHandler } from 'express';
import { measureAs } from '../http/http-metrics.js';
import { Problem } from '../http/problem.js';
import { traceAs } from '../http/trace-requests.js';
import { answerRoute } from './answer-route.js';
import type { RateLimits } from '../rate-limits/rate-limits.js';
import type { Route } from '../http/route.js';
import type { Services } from '../services.js';

/** @throws at boot when one call was declared twice, since the second would never be reached. */
export function assertUnique(routes: Route[]): void {
  const known = new Set<string>();
  for (const { method, path } of routes) {
    const call = `${method.toUpperCase()} ${path.replace(/:\w+/g, ':id')}`;
    if (known.has(call)) throw new Error(`${call} is declared twice`);
    known.add(call);
  }
}

/** All declared routes, and 405 for the other methods of their addresses. */
export function mount(routes: Route[], services: Services, limits: RateLimits): Router {
  assertUnique(routes);
  const router = Router();
  for (const route of routes) {
    const observed = [measureAs(route.method, route.path), traceAs(route.method, route.path)];
    router[route.method](route.path, ...observed, answerRoute(route, services, limits));
  }
  for (const [path, methods] of methodsByPath(routes)) router.all(path, limits.other, refuseMethod(methods));
  return router;
}

function methodsByPath(routes: Route[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const methods = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    found.set(path, [...(found.get(path) ?? []), ...methods]);
  }
  return found;
}

const refuseMethod =
  (methods: string[]): RequestHandler =>
  (req, res) => {
    res.setHeader('Allow', methods.join(', '));
    if (req.method === 'OPTIONS') res.status(204).end();
    else throw new Problem(405, 'method_not_allowed', `This address takes ${methods.join(', ')}.`);
  };
