import { Router } from 'express';
import { readiness } from '../readiness.js';
import type { Services } from '../services.js';

/** For launchers and load balancers: `/healthz`, this process is alive; `/readyz`, and it can do its work. */
export function healthRoutes(services: Pick<Services, 'db' | 'redis' | 'redisAccess'>): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const answer = await readiness(services);
    res.status(answer.status === 'ready' ? 200 : 503).json(answer);
  });
  return router;
}
