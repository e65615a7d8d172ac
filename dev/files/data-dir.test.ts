import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { dataDirAt, openDataDir, type DataDir } from './data-dir.js';
import { temporaryDataDir } from '../launch.test-driver.js';
import { postgresUser, requireReachable } from '../services/postgres-user.js';

describe('The data folder', () => {
  let outer: DataDir & { remove: () => void };
  let umask: number;

  beforeEach(() => {
    outer = temporaryDataDir();
    umask = process.umask(0o077);
  });

  afterEach(() => {
    process.umask(umask);
    outer.remove();
  });

  const reachable = (dataDir: DataDir) => () => {
    requireReachable(dataDir.path, postgresUser());
  };

  it('lets PostgreSQL through, whatever the umask takes from others', () => {
    const nested = dataDirAt(join(outer.path, 'deeper', 'still'));
    openDataDir(nested);
    expect(reachable(nested)).not.to.throw();
    expect(statSync(nested.path).mode & 0o066, 'closed to readers').to.equal(0);
  });

  it('does so too when an earlier start has left it empty and closed', () => {
    mkdirSync(outer.path);
    openDataDir(outer);
    expect(reachable(outer)).not.to.throw();
  });

  it('changes no folder that was there before', () => {
    const before = statSync(dirname(outer.path)).mode;
    openDataDir(outer);
    expect(statSync(dirname(outer.path)).mode).to.equal(before);
  });
});
