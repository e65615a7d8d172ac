import { Router } from 'express';
import type { RateLimits } from '../rate-limits/rate-limits.js';
import { docsSecurityHeaders } from '../http/security-headers.js';
import { openApiDocument } from '../http/openapi.js';
import type { Route } from '../http/route.js';
import type { Services } from '../services.js';

const version = '1';

/** `/openapi.json`, and `/docs` to read it. */
export function docsRoutes(routes: Route[], { env }: Pick<Services, 'env'>, { other }: RateLimits): Router {
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', other, (_req, res) => {
    document ??= JSON.stringify(openApiDocument(routes, version));
    res.type('json').send(document);
  });
  let page: Promise<Router> | undefined;
  router.use('/docs', other, docsSecurityHeaders({ origins: env.PUBLIC_ORIGIN }), async (req, res, next) => {
    page ??= openPage();
    (await page)(req, res, next);
  });
  return router;
}

/** Its package is large and few ever open the page, so that it is loaded for the first of them and not at the start. */
async function openPage(): Promise<Router> {
  const { default: swaggerUi } = await import('swagger-ui-express');
  const options = { swaggerUrl: '/api/openapi.json', customSiteTitle: 'ParkMate API' };
  return Router().use(swaggerUi.serve, swaggerUi.setup(undefined, options));
}
