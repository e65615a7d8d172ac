/*
 * npm run bench: every row, or those that are named after `--`; `--runs N` for more than three runs of each.
 * It starts its own PostgreSQL and Redis, as npm start does, with durability (fsync, AOF) switched on.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { buildServer, buildWebClient } from '../dev/build.js';
import { dataDirAt } from '../dev/files/data-dir.js';
import { root } from '../dev/files/root.js';
import { openServices } from '../dev/services/services.js';
import { runSession } from '../dev/session.js';
import { SetupProblem } from '../dev/setup-problem.js';
import { step } from '../dev/steps.js';
import { rows } from './rows/index.js';

/** pg_stat_statements is loaded, and off unless a connection enables it. */
const postgresSettings = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=none'];
const stopPlan = [{ signal: 'SIGTERM', graceMs: 2_000 } as const];

function requireSense(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '3' } },
    allowPositionals: true,
  });
  if (process.platform !== 'linux')
    throw new SetupProblem('The bench reads CPU time and memory from /proc.', 'Run it on Linux.');
  const unknown = positionals.filter((name) => rows.every((row) => row.name !== name));
  if (unknown.length > 0) {
    throw new SetupProblem(
      `There is no row ${unknown.join(', ')}.`,
      `Choose among ${rows.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (!/^[1-9]\d*$/.test(values.runs))
    throw new SetupProblem(`--runs is "${values.runs}".`, 'Give a number from 1 on.');
}

await runSession(dataDirAt('.data-bench'), 130, async (session) => {
  const args = process.argv.slice(2);
  requireSense(args);
  const { table } = session;
  const services = await openServices(
    session,
    { databaseUrl: undefined, redisUrl: undefined },
    postgresSettings,
  );
  await step('server', () => buildServer(root, table));
  await step('web client', () => buildWebClient(root, table));
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TEST_DATABASE_URL: services.databaseUrl,
    TEST_REDIS_URL: services.redisUrl,
  };
  const script = ['--import', 'tsx', 'bench/measure.ts', ...args];
  const measuring = table.spawn('tool', process.execPath, script, stopPlan, {
    ...{ cwd: root, env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(measuring, 'exit')) as [number | null];
  return code ?? 1;
});
