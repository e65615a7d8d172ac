import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from '../../dev/files/fingerprint.js';
import { root } from '../../dev/files/root.js';
import { plantTree } from './planted.js';
import { plantedBugs } from './planted-bugs.js';
import { scenarios } from './scenarios/index.js';

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
    const patch = { seam: 'workerAliveKey', put: "(key) => key + ':planted'" };
    const tree = await plantTree(folder, [patch]);
    expect(serverIn(tree)).to.contain(':planted');
    expect(serverIn(root)).to.contain('worker:alive').and.not.to.contain(':planted');
  });

  it('has a seam for all that the scenarios and the planted bugs patch', async () => {
    const patches = [
      ...scenarios.map(({ fleet }) => fleet),
      ...plantedBugs.map(({ sabotage }) => sabotage),
    ].flatMap((one) => one?.patches ?? []);
    expect(patches).to.have.length.above(20);
    await plantTree(folder, patches);
  });

  const nothing = '(original) => original';
  for (const [what, patch, reason] of [
    ['names what is not declared', { seam: 'nowhere', put: nothing }, 'is not declared in the server'],
    ['names a part of a name', { seam: 'workerAlive', put: nothing }, 'is not declared in the server'],
    ['names an unknown method', { seam: 'FastPath.nowhere', put: nothing }, 'is not declared in the server'],
    ['names what is declared twice', { seam: 'tag', put: nothing }, 'is declared in several places'],
    ['does not parse', { seam: 'workerAliveKey', put: '(original) => {' }, 'is not an expression'],
    ['is more than an expression', { seam: 'workerAliveKey', put: 'one); (two' }, 'is not an expression'],
  ] as const) {
    it(`is refused when a patch ${what}, since a bug that is not there proves nothing`, async () => {
      const error: unknown = await plantTree(folder, [patch]).catch((cause: unknown) => cause);
      expect(error).to.be.an('error').with.property('message').that.contains(reason).and.contains(patch.seam);
    });
  }
});
