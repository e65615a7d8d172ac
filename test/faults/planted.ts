import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../dev/root.js';

/** A change to the compiled code: every `find` in the file becomes `put`. */
export interface Patch {
  file: string;
  find: string;
  put: string;
}

/**
 * A copy of the compiled tree with patches, so that the product itself needs no hooks for tests.
 * @throws when a patch no longer fits: a bug that was not planted would prove nothing.
 */
export function plantTree(folder: string, patches: readonly Patch[]): string {
  if (patches.length === 0) return root;
  mkdirSync(folder, { recursive: true });
  for (const room of ['contract', 'platform', 'domain', 'api', 'worker', 'migrations']) {
    cpSync(join(root, 'dist', room), join(folder, 'dist', room), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  for (const { file, find, put } of patches) {
    const path = join(folder, 'dist', file);
    const before = readFileSync(path, 'utf8');
    if (!before.includes(find)) throw new Error(`${file} does not hold what is to be patched: ${find}`);
    writeFileSync(
      path,
      before.replaceAll(find, () => put),
    );
  }
  return folder;
}
