import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../dev/files/root.js';

const folder = join(root, 'dist/web-client');
const page = '/index.html';

/** A script, modulepreload or stylesheet; icons have low priority and are left out. */
const loading =
  /<(?:script\b[^>]*\bsrc|link\b[^>]*\brel="(?:modulepreload|stylesheet)"[^>]*\bhref)="(\/[^"]+)"/g;

/**
 * Matches static imports and re-exports: `import{…}from"./x.js"`, `export{…}from"./x.js"`, `import"./x.js"`; not
 * `import("./x.js")`.
 */
const importing = /(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g;

const read = (path: string) => readFileSync(join(folder, path));
const found = (path: string, pattern: RegExp) =>
  [...read(path).toString().matchAll(pattern)].map(([, name = '']) => name);

/** The paths of all files in the initial load of the built page: HTML, its assets and their static imports. */
export function filesLoadedFirst(): string[] {
  const files = new Set([page, ...found(page, loading)]);
  // Iterating a Set visits elements that are added meanwhile.
  for (const file of files) {
    if (file.endsWith('.js')) for (const name of found(file, importing)) files.add(`/assets/${name}`);
  }
  return [...files];
}

/** Gzip size at the highest level. */
export const gzipKilobytes = (content: string | Buffer): number =>
  gzipSync(content, { level: 9 }).byteLength / 1_000;

/** Transfer size of files of the web client, each compressed by itself. */
export const transferKilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + gzipKilobytes(read(path)), 0);
