import path from 'node:path';
import express, { Router, type Request, type Response } from 'express';
import { chooseVariant, compressedVariant } from './compressed-files.js';

/** Vite puts what it names after its content below this folder. */
const hashed = `${path.sep}assets${path.sep}`;

const page = 'index.html';

/** Programs that ask for an address of the client get no page; at its start everybody does. */
const isForPeople = ({ path, headers }: Request) =>
  path === '/' || headers.accept?.includes('text/html') === true;

function setCaching(res: Response, file: string): void {
  res.setHeader('Cache-Control', file.includes(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** The web client, where it was built. Addresses that only the client knows get its page. */
export function clientRoutes(folder: string): Router {
  const router = Router();
  router.use(compressedVariant(folder));
  router.use(express.static(folder, { setHeaders: setCaching, index: false }));
  router.get(['/', '/*path'], async (req, res, next) => {
    if (!isForPeople(req)) {
      next();
      return;
    }
    const ending = await chooseVariant(req, res, path.join(folder, page));
    res.sendFile(`${page}${ending}`, {
      root: folder,
      cacheControl: false,
      headers: { 'Cache-Control': 'no-cache' },
    });
  });
  return router;
}
