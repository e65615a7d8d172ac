import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** The build compresses these, and puts the result beside them (`web-client/build-steps.ts`). */
const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Best first. */
const encodings = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

const exists = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

/**
 * The ending of the compressed variant of a file that the caller takes, or '' for the file itself; with the headers that
 * say so. A file is static, so that nothing secret is compressed together with what a stranger wrote.
 */
export async function chooseVariant(req: Request, res: Response, file: string): Promise<string> {
  const type = types[path.extname(file)];
  if (type === undefined) return '';
  for (const { encoding, ending } of encodings) {
    if (!(await exists(`${file}${ending}`))) continue;
    res.vary('Accept-Encoding');
    if (req.acceptsEncodings(encoding) !== encoding) continue;
    res.setHeader('Content-Encoding', encoding);
    res.setHeader('Content-Type', type);
    return ending;
  }
  return '';
}

/** Leads to the compressed variant of what is asked for in `folder`, for what serves its files next. */
export function compressedVariant(folder: string): RequestHandler {
  return async (req, res, next) => {
    const [address = '', query] = req.url.split('?', 2);
    // What is written in an unusual way is left to the static files, which know how to refuse it.
    const isPlain = /^(\/[\w-][\w.-]*)+$/.test(address);
    if (isPlain && (req.method === 'GET' || req.method === 'HEAD')) {
      const ending = await chooseVariant(req, res, path.join(folder, address));
      if (ending !== '') req.url = `${address}${ending}${query === undefined ? '' : `?${query}`}`;
    }
    next();
  };
}
