import { Router } from 'express';
import { singleFlight } from '../../platform/async/single-flight.js';
import { logReadiness } from './log-readiness.js';
import { ReadinessProbe } from './readiness.js';
import type { Services } from '../services.js';

/** Nobody needs a token to ask, so that a crowd must not cost a probe each; and a failure has to show within about a second. */
const keepReadinessMs = 500;

/** For launchers and load balancers: `/healthz`, this process is alive; `/readyz`, and it can do its work. */
export function healthRoutes(services: Pick<Services, 'db' | 'redis' | 'redisAccess' | 'log'>): Router {
  const router = Router();
  const probe = new ReadinessProbe(services);
  const note = logReadiness(services.log);
  const sharedReadiness = singleFlight(async () => {
    const found = await probe.run();
    note(found);
    return found.answer;
  }, keepReadinessMs);
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const answer = await sharedReadiness();
    res.status(answer.status === 'ready' ? 200 : 503).json(answer);
  });
  return router;
}
