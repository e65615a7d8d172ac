import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { emptyDatabase } from '../../test/harness/database.js';
import { redisUrl } from '../../test/harness/redis.js';
import { BaselineProcess } from './baseline-process.js';

/** Runs work against an Express that answers each call with one INSERT or UPDATE. */
export async function bareExpress<Result>(
  work: (url: string, pid: number) => Promise<Result>,
): Promise<Result> {
  const database = await emptyDatabase();
  const server = await BaselineProcess.start('express-insert.ts', { DATABASE_URL: database.url });
  try {
    return await work(`http://127.0.0.1:${server.port}`, server.pid);
  } finally {
    await server.stop();
    await database.drop();
  }
}

/**
 * BullMQ jobs per second: added one by one with `sides` concurrent producers, and processed by a worker that does
 * nothing.
 */
export async function noopJobs(jobs: number, sides: number): Promise<number> {
  const connection = new Redis(redisUrl());
  const queue = new Queue('bench-noop', { connection, defaultJobOptions: { removeOnComplete: true } });
  await queue.obliterate({ force: true });
  const worker = await BaselineProcess.start('noop-worker.ts', { REDIS_URL: redisUrl(), JOBS: String(jobs) });
  try {
    const startedAt = performance.now();
    const done = worker.says('done');
    let left = jobs;
    const side = async () => {
      while (left-- > 0) await queue.add('noop', {});
    };
    await Promise.all([done, ...Array.from({ length: sides }, side)]);
    return (jobs / (performance.now() - startedAt)) * 1_000;
  } finally {
    await worker.stop();
    await queue.close();
    connection.disconnect();
  }
}
