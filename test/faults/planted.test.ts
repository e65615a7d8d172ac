import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from '../../dev/files/fingerprint.js';
import { root } from '../../dev/files/root.js';
import { plantTree } from './planted.js';
import { plantedBugs } from './planted-bugs.js';
import { scenarios } from './scenarios/index.js';

const file = 'platform/redis/keys.ts';

describe('A planted tree', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'planted-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const serverIn = (tree: string) =>
    filesBelow(tree, 'dist')
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(tree, name), 'utf8'))
      .join('\n');

  it('differs from the product in what is patched, and leaves the product alone', async () => {
    const tree = await plantTree(folder, [{ file, find: 'worker:alive', put: 'worker:planted' }]);
    expect(serverIn(tree)).to.contain('worker:planted').and.not.to.contain('worker:alive');
    expect(serverIn(root)).to.contain('worker:alive').and.not.to.contain('worker:planted');
  });

  it('fits the product with all that the scenarios and the planted bugs patch', () => {
    const patches = [...scenarios.map(({ fleet }) => fleet), ...plantedBugs.map(({ sabotage }) => sabotage)]
      .flatMap((one) => one?.patches ?? [])
      .filter(({ file, find }) => !readFileSync(join(root, file), 'utf8').includes(find));
    expect(patches.map(({ file, find }) => `${file}: ${find}`)).to.deep.equal([]);
  });

  for (const [what, patch] of Object.entries({
    'does not fit': { file, find: 'no such line', put: '' },
    'is for a file that is no part of the server': { file: 'domain/nowhere.ts', find: 'a line', put: '' },
  })) {
    it(`is refused when a patch ${what}, since a bug that is not there proves nothing`, async () => {
      const error: unknown = await plantTree(folder, [patch]).catch((reason: unknown) => reason);
      expect(error).to.be.an('error').with.property('message').that.contains(patch.find);
    });
  }
});
