import { symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { root } from '../../dev/files/root.js';
import server from '../../rolldown.config.js';

/** A change to the code of the server: every `find` in the file becomes `put`. */
export interface Patch {
  file: string;
  find: string;
  put: string;
}

/**
 * The server, bundled with patches, so that the product itself needs no hooks for tests.
 * @returns the folder that holds its `dist`: the product's own, where nothing is to be patched.
 * @throws when a patch no longer fits: a bug that was not planted would prove nothing.
 */
export async function plantTree(folder: string, patches: readonly Patch[]): Promise<string> {
  if (patches.length === 0) return root;
  const planted = new Set<Patch>();
  const bundle = await rolldown({
    ...server,
    cwd: root,
    plugins: [planting(patches, planted), server.plugins],
  });
  await bundle.write({ ...server.output, dir: join(folder, 'dist'), sourcemap: false });
  await bundle.close();
  for (const patch of patches) if (!planted.has(patch)) throw misfit(patch);
  // For the packages that stay outside.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  return folder;
}

const misfit = ({ file, find }: Patch) =>
  new Error(`${file} is not in the server, or does not hold what is to be patched: ${find}`);

const planting = (patches: readonly Patch[], planted: Set<Patch>): Plugin => ({
  name: 'planting',
  transform(code, id) {
    const fitting = patches.filter(({ file, find }) => file === relative(root, id) && code.includes(find));
    if (fitting.length === 0) return undefined;
    for (const patch of fitting) planted.add(patch);
    return fitting.reduce((before, { find, put }) => before.replaceAll(find, () => put), code);
  },
});
