import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { DataDir } from './files/data-dir.js';
import { Launched, livingOn, temporaryDataDir } from './launch.test-driver.js';
import { freePort } from './settings/ports.js';
import { postgresUser } from './services/postgres-user.js';

/** Names and contents of everything in a folder. */
const snapshot = (folder: string): [string, string][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const file = join(entry.parentPath, entry.name);
      return [file, readFileSync(file, 'utf8')];
    })
    .sort();

describe('npm start refuses in one message, and touches no data', function () {
  this.timeout(20_000);
  let dataDir: DataDir & { remove: () => void };

  beforeEach(() => {
    dataDir = temporaryDataDir();
  });

  afterEach(() => {
    expect(livingOn(dataDir)).to.deep.equal([]);
    dataDir.remove();
  });

  /** Starts, expects an exit with a message, and returns the message. */
  const refusal = async (env: Record<string, string> = {}, options: { uid?: number; gid?: number } = {}) => {
    const launched = new Launched(dataDir, { PORT: '0', ...env }, options);
    expect(await launched.exit).to.equal(1);
    const said = launched.output.slice(launched.output.lastIndexOf('✗'));
    expect(said, 'a message, and no stack').to.not.contain('    at ');
    return said;
  };

  const clusterWith = (files: Record<string, string>) => {
    mkdirSync(join(dataDir.postgres, 'global'), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dataDir.postgres, name), content);
    writeFileSync(dataDir.secretsFile, '{}');
  };

  it('a database that is not complete', async () => {
    clusterWith({ PG_VERSION: '18\n', 'global/1234': 'somebody’s rows' });
    const before = snapshot(dataDir.path);
    expect(await refusal())
      .to.contain('not a complete database')
      .and.contain(`mv ${dataDir.postgres}`);
    expect(snapshot(dataDir.path)).to.deep.equal(before);
  });

  it('a database of a newer PostgreSQL', async () => {
    clusterWith({ PG_VERSION: '99\n', 'global/pg_control': 'x', 'postgresql.conf': '' });
    const before = snapshot(dataDir.path);
    expect(await refusal())
      .to.contain('written by PostgreSQL 99, a newer version')
      .and.contain('DATA_DIR');
    expect(snapshot(dataDir.path)).to.deep.equal(before);
  });

  it('a data folder of a newer ParkMate', async () => {
    mkdirSync(dataDir.path);
    writeFileSync(dataDir.versionFile, '{"parkmate":"99.10.0"}');
    const before = snapshot(dataDir.path);
    expect(await refusal())
      .to.contain('written by ParkMate 99.10.0, which is newer')
      .and.contain('DATA_DIR');
    expect(snapshot(dataDir.path)).to.deep.equal(before);
  });

  it('a file in place of the data folder', async () => {
    writeFileSync(dataDir.path, 'mine');
    expect(await refusal())
      .to.contain('a file is in its place')
      .and.contain('DATA_DIR=');
    expect(readFileSync(dataDir.path, 'utf8')).to.equal('mine');
  });

  it('a data folder that this user may not write to', async () => {
    mkdirSync(dataDir.path);
    chmodSync(dataDir.path, 0o555);
    // Root ignores file modes, so for root the launcher runs as the user that root's PostgreSQL runs as.
    expect(await refusal({}, postgresUser()))
      .to.contain('may not write to')
      .and.contain('DATA_DIR=');
    expect(readdirSync(dataDir.path)).to.deep.equal([]);
  });

  it('a database that is set and does not answer', async () => {
    const said = await refusal({
      DATABASE_URL: `postgres://nobody:secret@127.0.0.1:${await freePort()}/none`,
    });
    expect(said).to.contain('DATABASE_URL does not answer').and.contain('ECONNREFUSED');
    expect(said).to.not.contain('secret');
  });

  it('an address with a raw character in its password', async () => {
    const said = await refusal({ DATABASE_URL: 'postgres://nobody:sec#ret@127.0.0.1/none' });
    expect(said).to.contain('DATABASE_URL has a raw "#"').and.contain('%23');
    expect(said).to.not.contain('ret@');
    const redis = await refusal({ REDIS_URL: 'redis://:sec#ret@127.0.0.1' });
    expect(redis).to.contain('REDIS_URL has a raw "#"');
  });

  it('a Redis that is set and does not answer', async () => {
    const said = await refusal({ REDIS_URL: `redis://:secret@127.0.0.1:${await freePort()}` });
    expect(said).to.contain('REDIS_URL does not answer').and.contain('ECONNREFUSED');
    expect(said).to.not.contain('secret');
  });

  it('a port that is none', async () => {
    expect(await refusal({ PORT: 'http' })).to.contain('PORT is "http", which is no port');
    expect(existsSync(dataDir.secretsFile)).to.equal(false);
  });

  it('a machine without Redis on which nothing may be installed', async () => {
    const bin = join(dirname(dataDir.path), 'bin');
    mkdirSync(bin);
    // The PATH has what is needed before Redis is, but neither a Redis nor apt-get.
    symlinkSync(execFileSync('which', ['id'], { encoding: 'utf8' }).trim(), join(bin, 'id'));
    const said = await refusal({ PATH: bin });
    expect(said).to.contain('brew install').and.contain('apt-get install').and.contain('docker compose up');
  });
});
