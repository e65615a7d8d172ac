import { expect } from 'chai';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../platform/postgres/migrate.js';
import { emptyDatabase, type TestDatabase } from '../harness/database.js';
import { PgBouncer } from './pgbouncer.js';
import { runScript, startScript } from '../harness/node-process.js';

const names = migrations.map(({ name }) => name);

for (const mode of ['session', 'transaction'] as const) {
  describe(`Migrations through a PgBouncer with pool_mode = ${mode}`, function () {
    this.timeout(40_000);
    let pooler: PgBouncer;
    let database: TestDatabase;
    /** Both past the pooler. */
    let watcher: pg.Client;
    let holder: pg.Client;

    const env = () => ({ DATABASE_URL: pooler.before(database.url), DATABASE_POOLER: mode });
    const start = async (size: number) => {
      pooler = await PgBouncer.start(mode, size);
    };
    beforeEach(async () => {
      database = await emptyDatabase();
      watcher = new pg.Client({ connectionString: database.url });
      holder = new pg.Client({ connectionString: database.url });
      await Promise.all([watcher.connect(), holder.connect()]);
    });
    afterEach(async () => {
      await Promise.all([watcher.end(), holder.end()]);
      await pooler.close();
      await database.drop();
    });

    it('take turns when many start at once, even where the pooler has one connection left', async () => {
      await start(1);
      const runs = await Promise.all([1, 2, 3].map(() => runScript('migrations/main', env())));
      for (const { code, said } of runs) expect(code, said).to.equal(0);
      const done = runs.flatMap(({ said }) => /Migrated: (.*)/.exec(said)?.[1]?.split(', ') ?? []);
      expect(done).to.have.members(names).and.have.lengthOf(names.length);
    });

    it('leave no lock behind when they are killed in the middle', async () => {
      await start(3);
      await migrate(database.url, migrations.slice(0, -1));
      // Whatever the last migration changes, somebody is writing to it.
      const { rows } = await watcher.query<{ tables: string }>(
        `SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables
         WHERE schemaname = 'public' AND tablename <> 'migrations'`,
      );
      await holder.query(`BEGIN; LOCK TABLE ${rows[0]?.tables ?? ''} IN ROW EXCLUSIVE MODE`);
      const killed = await startScript('migrations/main', env());
      const waiting = `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'parkmate-migrate' AND wait_event_type = 'Lock'`;
      while ((await watcher.query(waiting)).rowCount === 0) await watcher.query('SELECT pg_sleep(0.02)');
      await killed.kill();
      // Though the table is still held: what was killed waits for it no more.
      const turn = `SELECT FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      while ((await watcher.query(turn)).rowCount !== 0) await watcher.query('SELECT pg_sleep(0.02)');
      await holder.query('ROLLBACK');
      const next = await runScript('migrations/main', env());
      expect(next.said).to.contain(`Migrated: ${names.at(-1) ?? ''}`);
    });
  });
}
