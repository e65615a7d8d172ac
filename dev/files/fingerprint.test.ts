import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fingerprint } from './fingerprint.js';

describe('The fingerprint of sources', () => {
  let folder: string;
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
  };
  const now = () => fingerprint(folder, ['src', 'tsconfig.json', 'not-there']);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
    mkdirSync(join(folder, 'src/deep'), { recursive: true });
    write('src/deep/a.ts', 'one');
    write('tsconfig.json', '{}');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('stays when files were only touched, as a checkout touches them', () => {
    const before = now();
    utimesSync(join(folder, 'src/deep/a.ts'), 1, 1);
    expect(now()).to.equal(before);
  });

  it('changes with contents, names, and files that come or go', () => {
    const seen = [now()];
    write('src/deep/a.ts', 'two');
    seen.push(now());
    renameSync(join(folder, 'src/deep/a.ts'), join(folder, 'src/deep/b.ts'));
    seen.push(now());
    write('src/c.ts', '');
    seen.push(now());
    rmSync(join(folder, 'tsconfig.json'));
    seen.push(now());
    expect(new Set(seen)).to.have.lengthOf(seen.length);
  });
});
