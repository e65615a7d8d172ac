/*
 * npm run test:cluster: the end-to-end tests with two api and two worker processes over a Redis Cluster of three nodes,
 * and then what only a Cluster can show. Mocha's own arguments may follow `--`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, buildWebClient } from '../../dev/build.js';
import { dataDirAt } from '../../dev/files/data-dir.js';
import { runLane } from '../../dev/tests/mocha-lane.js';
import { root } from '../../dev/files/root.js';
import { openServices } from '../../dev/services/services.js';
import { runSession } from '../../dev/session.js';
import { step } from '../../dev/steps.js';
import { RedisCluster } from './redis-cluster.js';

const args = process.argv.slice(2);
const files = args.some((argument) => argument.endsWith('.test.ts'))
  ? []
  : ['test/end-to-end/**/*.test.ts', 'test/cluster/**/*.test.ts'];

await runSession(dataDirAt('.data-test'), 130, async (session) => {
  const { dataDir, table } = session;
  rmSync(dataDir.postgres, { recursive: true, force: true });
  rmSync(dataDir.redis, { recursive: true, force: true });
  const cluster = await step('Redis Cluster', () =>
    RedisCluster.create(table, join(dataDir.redis, 'cluster')),
  );
  const given = { databaseUrl: process.env.TEST_DATABASE_URL, redisUrl: cluster.url };
  const { databaseUrl } = await openServices(session, given, ['fsync=off', 'full_page_writes=off']);
  await step('Server', () => buildServer(root, table), String);
  await step('Web client', () => buildWebClient(root, table), String);
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test' },
    ...{ TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: cluster.url },
    ...{ TEST_APIS: '2', TEST_WORKERS: '2' },
  };
  const { code } = await runLane(table, env, { files, args }, 'live');
  return code;
});
