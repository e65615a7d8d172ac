import { expect } from 'chai';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../platform/postgres/migrate.js';
import { book, type Cast } from '../harness/cast.js';
import { ListedAlerts } from '../harness/listed-alerts.js';
import { ParkMate } from '../harness/parkmate.js';
import { PostgresServer } from '../harness/postgres-server.js';
import { testProcesses } from '../harness/process-table.js';
import { SmallDisk } from './small-disk.js';

/** Of these, others than superusers get seventeen. */
const few = ['max_connections=24', 'superuser_reserved_connections=3', 'reserved_connections=4'];
/** So that it never lacks room for its log on the small disk. */
const small = ['min_wal_size=32MB', 'max_wal_size=64MB'];
const database = 'parkmate';
/** No superuser: what a role needs in order to see all this, and to work on while others use up the connections. */
const role = `CREATE ROLE parkmate LOGIN PASSWORD 'right';
              GRANT pg_monitor, pg_use_reserved_connections TO parkmate;
              CREATE ROLE leaking LOGIN PASSWORD 'right'`;

describe('Alerts about the PostgreSQL server, from their causes', function () {
  this.timeout(600_000);
  let folder: string;
  let disk: SmallDisk;
  let primary: PostgresServer;
  let standby: PostgresServer;
  let parkmate: ParkMate;
  let cast: Cast;
  let alerts: ListedAlerts;
  const leaked: pg.Client[] = [];

  const urlAs = (user: string) => {
    const url = new URL(primary.url(database));
    [url.username, url.password] = [user, 'right'];
    return url.href;
  };

  before(async () => {
    const table = await testProcesses();
    folder = mkdtempSync(join(tmpdir(), 'parkmate-standby-'));
    // PostgreSQL may run as another user, who must be able to reach its own folder inside.
    chmodSync(folder, 0o755);
    disk = SmallDisk.mount(512);
    primary = await PostgresServer.create(table, disk.folder, [...few, ...small]);
    await primary.run('postgres', role);
    await primary.run('postgres', `CREATE DATABASE ${database} OWNER parkmate`);
    await migrate(urlAs('parkmate'), migrations);
    standby = await primary.standby(folder, 'reserve', ['wal_receiver_status_interval=1']);
    parkmate = await ParkMate.start({
      database: { url: urlAs('parkmate'), drop: () => Promise.resolve() },
      ...{ apis: 1, workers: 1 },
      env: {
        ...{ DATABASE_POOL_SIZE: '4', ALERT_CLEAR_SECONDS: '1', ALERT_REPLICA_LAG_SECONDS: '3' },
        ...{ ALERT_CONNECTIONS_PERCENT: '90', ALERT_DISK_PERCENT: '90' },
      },
    });
    cast = await parkmate.cast.business();
    alerts = new ListedAlerts(await parkmate.account('operator'));
  });
  after(async () => {
    await Promise.all(leaked.map((client) => client.end()));
    await parkmate.stop();
    await Promise.all([standby.crash(), primary.crash()]);
    disk.unmount();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens connections until the server has none left for such a role. */
  const leak = async () => {
    for (;;) {
      const client = new pg.Client(urlAs('leaking'));
      client.on('error', () => undefined);
      const refusal = await client.connect().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refusal !== undefined) return refusal;
      leaked.push(client);
    }
  };

  it('are raised and cleared: connections that leak, a replica that does not replay, a full disk', async () => {
    await book(cast.user, cast.lot, 0);
    expect(await alerts.open()).to.deep.equal([]);

    await standby.run('postgres', 'SELECT pg_wal_replay_pause()');
    await book(cast.user, cast.lot, 1);
    disk.fill(92);
    expect(await leak()).to.have.property('code', '53300');
    await alerts.raised('replication-lag reserve', 'disk-space', 'postgres-connections');
    expect(await alerts.open()).to.have.lengthOf(3);
    expect(await alerts.messageOf('replication-lag reserve')).to.match(
      / reserve is \d+ s behind \(limit: 3 s\)/,
    );
    expect(await alerts.messageOf('disk-space')).to.match(/: 9[2-5] % of the disk/);
    expect(await alerts.messageOf('postgres-connections')).to.match(/: (1[6-9]|2[01]) of 17 connections/);

    await standby.run('postgres', 'SELECT pg_wal_replay_resume()');
    disk.empty();
    await Promise.all(leaked.splice(0).map((client) => client.end()));
    await alerts.cleared('replication-lag reserve', 'disk-space', 'postgres-connections');
    expect(await alerts.open()).to.deep.equal([]);
  });
});
