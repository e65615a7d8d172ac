/* npm test: the set-up of npm start with its own ports and folder, then lint, type check and every test. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildServer, buildWebClient } from '../build.js';
import { dataDirAt } from '../files/data-dir.js';
import { leaveOutForeignSettings } from '../settings/foreign-settings.js';
import { openServices } from '../services/services.js';
import { slowness } from './machine.js';
import { runLane, type Lane, type LaneResult } from './mocha-lane.js';
import { root } from '../files/root.js';
import { runSession, type Session } from '../session.js';
import { givenEnv } from '../settings/settings.js';
import { step } from '../steps.js';
import { runNode } from '../processes/tool.js';

leaveOutForeignSettings(process.env, { ownDatabase: true });
const given = givenEnv(process.env);
const mochaArguments = process.argv.slice(2);
/** A partial run runs only the given tests. */
const isWholeRun = mochaArguments.length === 0;
const everyTest = '!(node_modules|dist|coverage)/**/*.test.ts';
/** Tests with their own npm scripts. Of those in a browser, `npm test` keeps the main path of each role. */
const elsewhere = ['test/cluster/**', 'test/surroundings/**', 'test/browser/!(smoke).test.ts'].filter(
  (pattern) => !mochaArguments.some((argument) => argument.startsWith(path.posix.dirname(pattern) + '/')),
);

/** Tests must not depend on settings of a ParkMate that is run by hand. */
const ownSettings =
  /^(PORT|METRICS_\w+|DATABASE_\w+|REDIS_URL|DATA_DIR|DEMO|JWT_SECRET\w*|PUBLIC_ORIGIN|RATE_LIMITS|LOG_LEVEL|NODE_ENV|OTEL_\w+|ALERT_\w+|VAPID_\w+|PUSH_\w+|.*_SECONDS)$/;
const testEnv = Object.fromEntries(Object.entries(given).filter(([name]) => !ownSettings.test(name)));

/** Names of failed checks, whose output has been printed. */
const failed: string[] = [];

async function check(session: Session, name: string, script: string, ...args: string[]): Promise<void> {
  await step(name, () => runNode(session.table, [script, ...args], { cwd: root })).catch((error: unknown) => {
    failed.push(name);
    console.error(error instanceof Error ? error.message : error);
  });
}

const lint = (session: Session) => check(session, 'Lint', 'node_modules/eslint/bin/eslint.js', '.');
const unusedCode = (session: Session) =>
  check(session, 'Unused files, exports and dependencies', 'node_modules/knip/bin/knip.js');
const typeCheck = (session: Session, project: string) =>
  check(session, `Types of ${project}`, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', project);

async function startServices(
  session: Session,
): Promise<{ TEST_DATABASE_URL: string; TEST_REDIS_URL: string }> {
  // Test data is disposable, and needs no durability (fsync off).
  rmSync(session.dataDir.postgres, { recursive: true, force: true });
  rmSync(session.dataDir.redis, { recursive: true, force: true });
  const set = { databaseUrl: given.TEST_DATABASE_URL, redisUrl: given.TEST_REDIS_URL ?? given.REDIS_URL };
  const { databaseUrl, redisUrl } = await openServices(session, set, ['fsync=off', 'full_page_writes=off']);
  return { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl };
}

async function prepare(session: Session): Promise<NodeJS.ProcessEnv> {
  const [services] = await Promise.all([
    startServices(session),
    step('Server', () => buildServer(root, session.table), String),
    step('Web client', () => buildWebClient(root, session.table), String),
  ]);
  return { ...testEnv, ...services, TEST_SLOWNESS: String(slowness()), NODE_ENV: 'test' };
}

const inOtherLanes = ['faults', 'browser', 'security', 'end-to-end'].map((folder) => `test/${folder}/**`);

/** End-to-end tests that measure time, or whose load would disturb others. */
const measuring = ['expiry', 'latency', 'load', 'redis-down'].map(
  (name) => `test/end-to-end/${name}.test.ts`,
);

/** I/O-bound tests run in parallel with CPU-bound ones; those that measure time run alone at the end. */
const lanes = {
  units: { files: [everyTest], ignore: ['dev/**', ...inOtherLanes, ...elsewhere] },
  waiting: {
    files: [
      'test/faults/**/*.test.ts',
      'test/browser/smoke.test.ts',
      'dev/**/*.test.ts',
      'test/security/**/*.test.ts',
    ],
  },
  /** Starts after the checks of the sources, which keep a core busy until then. */
  endToEnd: { files: ['test/end-to-end/**/*.test.ts'], ignore: measuring },
  alone: { files: measuring },
} satisfies Record<string, Lane>;

async function checkSources(session: Session): Promise<void> {
  await lint(session);
  await unusedCode(session);
  await typeCheck(session, 'tsconfig.json');
  await typeCheck(session, 'web-client/tsconfig.json');
}

/**
 * The environment of one lane. Each lane has its own Redis database; otherwise a worker would take the jobs of another
 * lane, whose events are in another PostgreSQL database.
 */
function inLane(env: NodeJS.ProcessEnv, lane: number): NodeJS.ProcessEnv {
  const { TEST_REDIS_URL: url = '' } = env;
  if (!URL.canParse(url) || /^\/\d/.test(new URL(url).pathname)) return env;
  const own = new URL(url);
  own.pathname = `/${lane}`;
  return { ...env, TEST_REDIS_URL: own.href };
}

async function runTests(session: Session, env: NodeJS.ProcessEnv): Promise<LaneResult[]> {
  const { table } = session;
  if (!isWholeRun) {
    const files = mochaArguments.some((argument) => argument.endsWith('.test.ts')) ? [] : [everyTest];
    return [await runLane(table, env, { files, ignore: elsewhere, args: mochaArguments }, 'live')];
  }
  return [
    ...(await Promise.all([
      runLane(table, inLane(env, 1), lanes.units, 'live'),
      runLane(table, inLane(env, 2), lanes.waiting, 'after'),
      checkSources(session).then(() => runLane(table, inLane(env, 3), lanes.endToEnd, 'after')),
    ])),
    await runLane(table, env, lanes.alone, 'live'),
  ];
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** So that whoever makes the tests slower sees where. */
function printSlowest(results: LaneResult[]): void {
  const files = results.flatMap(({ fileMs }) => Object.entries(fileMs));
  if (files.length <= 10) return;
  console.log('\nThe slowest files, in seconds:');
  for (const [file, ms] of files.sort(([, one], [, other]) => other - one).slice(0, 10))
    console.log(`${(ms / 1000).toFixed(1).padStart(7)}  ${path.relative(root, file)}`);
}

/** Again at the end, where whoever has only the last lines finds it. */
function printFailures(failures: LaneResult['failures']): void {
  for (const { file, title, reason } of failures) {
    const [what, ...where] = reason.split('\n');
    console.error(`\n✗ ${path.relative(root, file)}: ${title}`);
    console.error([what, ...where.slice(0, 8)].map((line) => `    ${line}`).join('\n'));
  }
}

await runSession(dataDirAt('.data-test'), 130, async (session) => {
  console.log('Testing ParkMate');
  if (slowness() > 1.2)
    console.log(
      `This machine is ${slowness().toFixed(1)} times slower than usual. Tests get as much more time.`,
    );
  const results = await runTests(session, await prepare(session));
  const failures = results.flatMap((lane) => lane.failures);
  printSlowest(results);
  printFailures(failures);
  console.log(`\n${sum(results.map(({ passed }) => passed))} passed, ${failures.length} failed`);
  for (const name of failed) console.error(`✗ ${name} failed, see above.`);
  return failed.length > 0 ? 1 : Math.max(...results.map(({ code }) => code));
});
