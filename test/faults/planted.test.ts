import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../dev/root.js';
import { plantTree } from './planted.js';

const file = 'domain/queues.js';

describe('A planted tree', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'planted-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('differs from the product in what is patched, and leaves the product alone', () => {
    const tree = plantTree(folder, [{ file, find: 'eventsPerJob = 500', put: 'eventsPerJob = 1' }]);
    expect(readFileSync(join(tree, 'dist', file), 'utf8')).to.contain('eventsPerJob = 1;');
    expect(readFileSync(join(root, 'dist', file), 'utf8')).to.contain('eventsPerJob = 500;');
  });

  it('is refused when a patch does not fit, since a bug that is not there proves nothing', () => {
    expect(() => plantTree(folder, [{ file, find: 'no such line', put: '' }])).to.throw('no such line');
  });
});
