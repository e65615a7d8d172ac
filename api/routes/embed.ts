import path from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { embedSecurityHeaders } from '../http/security-headers.js';
import type { Services } from '../services.js';
import { chooseVariant, compressedVariant } from './compressed-files.js';

/** The script has one name for ever, which pages of other sites write down: it is asked for anew now and then. */
const scriptAgeSeconds = 300;

/** A public file without secrets, which any page may load. */
const forEveryPage: RequestHandler = (_req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  res.setHeader('Cache-Control', `public, max-age=${scriptAgeSeconds}`);
  next();
};

/** The parts of the client for pages of other sites, and a page that shows them: `web-client/src/embed/`. */
export function embedRoutes({ env }: Pick<Services, 'env'>, clientFolder: string): Router {
  const folder = path.join(clientFolder, 'embed');
  const router = Router();
  router.get('/embed/parkmate.js', forEveryPage);
  router.get('/embed', embedSecurityHeaders({ origins: env.PUBLIC_ORIGIN }), async (req, res) => {
    const ending = await chooseVariant(req, res, path.join(folder, 'index.html'));
    res.sendFile(`index.html${ending}`, {
      root: folder,
      cacheControl: false,
      headers: { 'Cache-Control': 'no-cache' },
    });
  });
  router.use(
    '/embed',
    compressedVariant(folder),
    express.static(folder, { index: false, cacheControl: false }),
  );
  return router;
}
