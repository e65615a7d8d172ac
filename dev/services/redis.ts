import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { rawCharacterProblem } from '../../platform/connection-url.js';
import { redisNodes } from '../../platform/redis/url.js';
import { ManagedProcess } from '../processes/managed-process.js';
import { FileLog } from '../processes/process-log.js';
import { findOrInstallRedis } from './redis-binary.js';
import type { Session } from '../session.js';
import { SetupProblem } from '../setup-problem.js';

const connectMs = 5_000;
const stopPlan = [{ signal: 'SIGTERM', graceMs: 5_000 } as const];

/**
 * Starts a Redis that listens on the loopback interface only.
 * @returns its URL.
 * @throws SetupProblem
 */
export async function startRedis(session: Session, password: string, port: number): Promise<string> {
  const { dataDir, table } = session;
  const command = await findOrInstallRedis(table);
  mkdirSync(dataDir.redis, { recursive: true, mode: 0o700 });
  const config = join(dataDir.redis, 'redis.conf');
  // Not on the command line, where every user of the machine could read the password.
  writeFileSync(config, configuration(port, password), { mode: 0o600 });

  const url = `redis://:${password}@127.0.0.1:${port}`;
  const managed = new ManagedProcess(
    {
      name: 'redis',
      command,
      // The configuration by stdin: a path is expanded as a glob, in which brackets of a folder's name are special.
      args: ['-'],
      input: config,
      options: { cwd: dataDir.redis },
      stop: stopPlan,
      log: new FileLog(dataDir.logs, 'redis'),
      isReady: () => ping(url),
    },
    session,
  );
  session.processes.push(managed);
  await managed.start();
  return url;
}

/** Files are relative to the working directory, whose name needs no escaping. */
function configuration(port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectMs,
    commandTimeout: connectMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: unknown;
  redis.on('error', (error) => (reason = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // The rejection says only that the connection is closed; the 'error' event has the cause.
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

/**
 * @param url as in REDIS_URL: of one Redis, or of nodes of a Cluster.
 * @returns the same.
 * @throws SetupProblem when a Redis does not answer there.
 */
export async function requireRedis(url: string): Promise<string> {
  const advice = 'Start it, or correct REDIS_URL; without REDIS_URL ParkMate starts a Redis of its own.';
  const raw = redisNodes(url)
    .map(rawCharacterProblem)
    .find((problem) => problem !== undefined);
  if (raw !== undefined) throw new SetupProblem(`REDIS_URL ${raw}.`, advice);
  try {
    await Promise.all(redisNodes(url).map(ping));
    return url;
  } catch (error) {
    throw new SetupProblem(
      `The Redis in REDIS_URL does not answer: ${error instanceof Error ? error.message : String(error)}`,
      advice,
    );
  }
}
