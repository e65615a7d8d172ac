import { symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { root } from '../../dev/files/root.js';
import server from '../../rolldown.config.js';
import { assertExpression, patchModule, wrapWith, type Patch } from './seams.js';

/**
 * The server, bundled with patches, so that the product itself needs no hooks for tests.
 * @returns the folder that holds its `dist`: the product's own, where nothing is to be patched.
 * @throws when a seam is not exactly one declaration, or no expression is put in its place: a bug that was not planted would
 * prove nothing.
 */
export async function plantTree(folder: string, patches: readonly Patch[]): Promise<string> {
  if (patches.length === 0) return root;
  patches.forEach(assertExpression);
  const found = new Map(patches.map(({ seam }): [string, string[]] => [seam, []]));
  const bundle = await rolldown({
    ...server,
    cwd: root,
    plugins: [planting(patches, found), server.plugins],
  });
  await bundle.write({ ...server.output, dir: join(folder, 'dist'), sourcemap: false });
  await bundle.close();
  for (const [seam, files] of found) assertOne(seam, files);
  // For the packages that stay outside.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  return folder;
}

function assertOne(seam: string, files: readonly string[]): void {
  if (files.length === 1) return;
  const problem =
    files.length === 0 ? 'is not declared in the server' : `is declared in several places: ${files.join()}`;
  throw new Error(`the seam ${seam} ${problem}`);
}

/** @param found takes the file of each declaration of a seam. */
const planting = (patches: readonly Patch[], found: ReadonlyMap<string, string[]>): Plugin => ({
  name: 'planting',
  transform(code, id) {
    const file = relative(root, id);
    if (/^(\.\.|node_modules)/.test(file) || !file.endsWith('.ts')) return undefined;
    let planted = code;
    for (const [seam, files] of found) {
      const wrap = wrapWith(patches.filter((patch) => patch.seam === seam).map(({ put }) => put));
      const patched = patchModule(planted, seam, wrap);
      planted = patched.code;
      files.push(...new Array<string>(patched.found).fill(file));
    }
    return planted === code ? undefined : planted;
  },
});
