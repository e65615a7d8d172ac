import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { Launched, livingOn, temporaryDataDir, until } from './launch.test-driver.js';
import { freePort } from './settings/ports.js';
import type { RunInfo } from './files/run-file.js';
import { hereMs } from './tests/machine.js';

const pidsOf = ({ processes }: RunInfo) => new Map(processes.map(({ name, pid }) => [name, pid]));
const answers = (url: string) =>
  fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Settings for other programs in a developer's shell, which must not affect the services started here. */
const foreignSettings = {
  PGSSLMODE: 'require',
  PGHOST: 'database.invalid',
  PGPORT: '1',
  PGUSER: 'somebody',
  PGDATABASE: 'something',
  PGOPTIONS: '-c no.such=setting',
  PGDATA: '/nowhere',
  PGTZ: 'Nowhere/Else',
  HTTP_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  ALL_PROXY: 'socks5://127.0.0.1:9',
  NODE_USE_ENV_PROXY: '1',
  LC_ALL: 'xx_XX.UTF-8',
};

describe('npm start', function () {
  this.timeout(60_000);
  const dataDir = temporaryDataDir('data #1 [b] {c,d} % é');
  let port: number;
  let launched: Launched;
  let run: RunInfo;

  const start = async (env = {}) => {
    launched = new Launched(dataDir, { PORT: String(port), ...foreignSettings, ...env });
    run = await launched.ready();
  };

  before(async () => {
    port = await freePort();
    // What a SIGKILL in the middle of initdb leaves: the set-up must start over.
    mkdirSync(join(`${dataDir.postgres}.unfinished`, 'global'), { recursive: true });
    writeFileSync(join(`${dataDir.postgres}.unfinished`, 'PG_VERSION'), '18');
    await start({ DEMO: 'on' });
  });

  after(async () => {
    launched.kill('SIGKILL');
    await launched.exit;
    await until(() => livingOn(dataDir).length === 0);
    dataDir.remove();
  });

  it('tells in run.json, to its owner alone, where everything is', async () => {
    expect(run.url).to.equal(`http://127.0.0.1:${port}`);
    expect(await answers(`${run.url}/readyz`)).to.equal(true);
    expect(await answers(run.metricsUrl)).to.equal(true);
    expect(await answers(`http://127.0.0.2:${port}/readyz`), 'at other addresses than 127.0.0.1').to.equal(
      false,
    );
    expect([...pidsOf(run).keys()]).to.have.members(['api', 'worker', 'postgres', 'redis']);
    expect(statSync(dataDir.runFile).mode & 0o077).to.equal(0);
    expect(statSync(dataDir.secretsFile).mode & 0o077).to.equal(0);
  });

  it('shows its mail at the address that it names', async () => {
    expect(launched.output).to.contain(`Its mail goes to ${run.url}/dev/mail `);
    expect(await (await fetch(`${run.url}/dev/mail`)).text()).to.contain('<title>Mailbox</title>');
  });

  it('announces what the demo does, so that the relay finds nothing that was lost', async () => {
    const sql = new pg.Client({ connectionString: run.databaseUrl });
    await sql.connect();
    const count = async (table: string) =>
      (await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count;
    try {
      expect(await count('events')).to.be.above(0);
      await until(async () => (await count('outbox')) === 0);
    } finally {
      await sql.end();
    }
    expect(launched.output).to.not.contain('relaying events');
  });

  it('knows that it runs already, and leaves the first one alone', async () => {
    const second = new Launched(dataDir, { PORT: String(await freePort()) });
    expect(await second.exit).to.equal(1);
    expect(second.output).to.contain(`running already on ${dataDir.path} (process ${launched.pid})`);
    expect(launched.runInfo()).to.deep.equal(run);
    expect(await answers(`${run.url}/readyz`)).to.equal(true);
  });

  it('names the setting when the port is taken, and begins nothing', async () => {
    const other = temporaryDataDir();
    const second = new Launched(other, { PORT: String(port) });
    expect(await second.exit).to.equal(1);
    expect(second.output).to.contain(`Port ${port} is taken`).and.contain('PORT=');
    expect(existsSync(other.secretsFile)).to.equal(false);
    expect(livingOn(other)).to.deep.equal([]);
    other.remove();
  });

  it('starts crashed processes again on their ports, says what they said last, and keeps run.json true', async () => {
    const before = pidsOf(run);
    for (const pid of before.values()) process.kill(pid, 'SIGKILL');
    await until(() => {
      const now = pidsOf(launched.runInfo());
      return now.size === before.size && [...now].every(([name, pid]) => pid !== before.get(name));
    });
    await until(() => answers(`${run.url}/readyz`));
    expect(launched.runInfo()).to.deep.include({
      databaseUrl: run.databaseUrl,
      redisUrl: run.redisUrl,
      url: run.url,
    });
    for (const name of before.keys()) expect(launched.output).to.contain(`${name} ended (signal SIGKILL)`);
    expect(launched.output).to.contain('ready to accept connections');
  });

  it('stops everything in order on Ctrl-C', async () => {
    launched.kill('SIGINT');
    expect(await launched.exit).to.equal(0);
    const stops = [...launched.output.matchAll(/✓ (\w+) stopped/g)].map(([, name]) => name);
    expect(stops).to.deep.equal(['api', 'worker', 'redis', 'postgres']);
    expect(livingOn(dataDir)).to.deep.equal([]);
    expect(existsSync(dataDir.runFile)).to.equal(false);
  });

  it('is ready sooner the second time, and leaves nothing behind when it is killed itself', async () => {
    const startedAt = performance.now();
    await start();
    expect(performance.now() - startedAt).to.be.below(hereMs(10_000));

    const killedAt = performance.now();
    launched.kill('SIGKILL');
    await until(() => livingOn(dataDir).length === 0);
    expect(performance.now() - killedAt).to.be.below(hereMs(5_000));
    expect([dataDir.runFile, dataDir.lockFile].filter((file) => existsSync(file))).to.deep.equal([]);
  });

  it('stops in the middle of its set-up as well', async () => {
    launched = new Launched(dataDir, { PORT: String(port) });
    await until(() => existsSync(join(dataDir.postgres, 'postmaster.pid')));
    launched.kill('SIGTERM');
    await launched.exit;
    expect(livingOn(dataDir)).to.deep.equal([]);
  });

  it('takes over when a machine crash has left everything as it was', async () => {
    await start();
    const before = pidsOf(run);
    const reaper = livingOn(dataDir).find((line) => line.includes('reaper.mjs'));
    process.kill(Number.parseInt(reaper ?? '', 10), 'SIGKILL');
    launched.kill('SIGKILL');
    await launched.exit;
    expect(livingOn(dataDir).some((line) => line.includes(String(before.get('postgres'))))).to.equal(true);

    await start();
    expect(await answers(`${run.url}/readyz`)).to.equal(true);
    expect([...pidsOf(run).values()]).to.not.include.members([...before.values()]);
  });
});
