import { expect } from 'chai';
import { freePort } from '../dev/settings/ports.js';
import { openDomain, type Domain } from '../test/harness/domain.js';
import { startProcess } from '../test/harness/node-process.js';
import { redisUrl } from '../test/harness/redis.js';
import { databaseOfRole, type RoleDatabase } from '../test/harness/role.js';
import { jobs } from './jobs/index.js';

describe('The worker process', () => {
  let database: RoleDatabase;
  let domain: Domain;
  beforeEach(async () => {
    database = await databaseOfRole();
    domain = await openDomain(database);
  });
  afterEach(() => domain.close());

  const startWorker = (env: Record<string, string> = {}) =>
    startProcess('worker', {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl(),
      JWT_SECRET: 'a secret that only this test knows',
      METRICS_PORT: '0',
      NODE_ENV: 'test',
      ...env,
    });

  it('says once that the database refuses it, and goes on by itself when it no longer does', async () => {
    const user = await domain.account('user');
    const { lot } = await domain.lot(1);
    const worker = await startWorker();
    try {
      const { id } = await domain.book(user, lot.slots[0]?.id ?? '');
      await database.administer(`ALTER ROLE ${database.role} PASSWORD 'second'`);
      await database.disconnect();
      await worker.says(/the database is unavailable.*code=28P01/);
      // Three ticks, each with a sweep and a relay that fail.
      await database.administerInside('SELECT pg_sleep(3)');
      const lines = worker.log.split('\n').filter((line) => / (warn|error) /.test(line));
      expect(lines.filter((line) => line.includes('28P01'))).to.have.lengthOf(1);
      // What is left are the connections that were ended, each kind of end once.
      expect(lines.length, worker.log).to.be.lessThan(6);

      await database.administerInside(
        `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second', warn_at = NULL`,
      );
      await database.administer(`ALTER ROLE ${database.role} PASSWORD 'first'`);
      for (;;) {
        const [row] = await domain.query<{ status: string }>('SELECT status FROM bookings WHERE id = $1', [
          id,
        ]);
        if (row?.status === 'completed') break;
      }
    } finally {
      await worker.stop();
    }
  }).timeout(20_000);

  it('says in its metrics what is in the outbox, and how runs of each job ended', async () => {
    const port = await freePort();
    await domain.query(`INSERT INTO events (type, payload) VALUES ('booking.teleported', '{}')`);
    await domain.query('UPDATE outbox SET dead_at = clock_timestamp()');
    const worker = await startWorker({ METRICS_PORT: String(port) });
    try {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      expect(metrics.split('\n').filter((line) => line.startsWith('parkmate_outbox'))).to.deep.equal([
        'parkmate_outbox_pending_events 0',
        'parkmate_outbox_oldest_pending_seconds 0',
        'parkmate_outbox_dead_events 1',
      ]);
      const runs = metrics.split('\n').filter((line) => line.startsWith('parkmate_job_runs_total{'));
      expect(runs.map((line) => line.split(' ')[0])).to.have.members(
        jobs.flatMap(({ name }) =>
          ['done', 'retry', 'snooze', 'cancel', 'failed'].map(
            (ending) => `parkmate_job_runs_total{job_name="${name}",ending="${ending}"}`,
          ),
        ),
      );
    } finally {
      await worker.stop();
    }
  }).timeout(20_000);
});
