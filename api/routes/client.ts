import path from 'node:path';
import express, { Router, type Response } from 'express';

/** Vite puts what it names after its content below this folder. */
const hashed = `${path.sep}assets${path.sep}`;

function setCaching(res: Response, file: string): void {
  res.setHeader('Cache-Control', file.includes(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** The web client, where it was built. Addresses that only the client knows get its page. */
export function clientRoutes(folder: string): Router {
  const router = Router();
  router.use(express.static(folder, { setHeaders: setCaching }));
  router.get('/*path', (req, res, next) => {
    if (!req.headers.accept?.includes('text/html')) next();
    else
      res.sendFile('index.html', {
        root: folder,
        cacheControl: false,
        headers: { 'Cache-Control': 'no-cache' },
      });
  });
  return router;
}
