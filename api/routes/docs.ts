import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { docsSecurityHeaders } from '../middleware/security-headers.js';
import { openApiDocument } from '../openapi.js';
import type { Route } from '../route.js';
import type { Services } from '../services.js';

const version = '1';

/** `/openapi.json`, and `/docs` to read it. */
export function docsRoutes(routes: Route[], { env }: Pick<Services, 'env'>): Router {
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', (_req, res) => {
    document ??= JSON.stringify(openApiDocument(routes, version));
    res.type('json').send(document);
  });
  router.use(
    '/docs',
    docsSecurityHeaders({ origins: env.PUBLIC_ORIGIN }),
    swaggerUi.serve,
    swaggerUi.setup(undefined, { swaggerUrl: '/api/openapi.json', customSiteTitle: 'ParkMate API' }),
  );
  return router;
}
