import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../dev/files/root.js';

const folder = join(root, 'dist/web-client');
const page = '/index.html';

/** A script, a module preload or a style sheet; an icon is fetched when there is time. */
const loading =
  /<(?:script\b[^>]*\bsrc|link\b[^>]*\brel="(?:modulepreload|stylesheet)"[^>]*\bhref)="(\/[^"]+)"/g;

/** `import{…}from"./x.js"`, `export{…}from"./x.js"` and `import"./x.js"`, but not `import("./x.js")`. */
const importing = /(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g;

const read = (path: string) => readFileSync(join(folder, path));
const found = (path: string, pattern: RegExp) =>
  [...read(path).toString().matchAll(pattern)].map(([, name = '']) => name);

/** The paths of all files that the built page loads at once: itself, what it names, and what that imports. */
export function filesLoadedFirst(): string[] {
  const files = new Set([page, ...found(page, loading)]);
  // A set gives what is added while it is walked, too.
  for (const file of files) {
    if (file.endsWith('.js')) for (const name of found(file, importing)) files.add(`/assets/${name}`);
  }
  return [...files];
}

/** As small as gzip makes it. */
export const gzipKilobytes = (content: string | Buffer): number =>
  gzipSync(content, { level: 9 }).byteLength / 1_000;

/** Of files of the web client, each for itself, as they travel. */
export const travelKilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + gzipKilobytes(read(path)), 0);
