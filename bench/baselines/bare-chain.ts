import { once } from 'node:events';
import { Redis } from 'ioredis';
import pg from 'pg';
import { WebSocket } from 'ws';
import { emptyDatabase } from '../../test/harness/database.js';
import { redisUrl } from '../../test/harness/redis.js';
import { BaselineProcess } from './baseline-process.js';

/**
 * The bare hops of a notification: one commit, one job through a Redis list, one Redis PUBLISH, one WebSocket frame.
 * @returns milliseconds of each pass, run sequentially.
 */
export async function bareChain(times: number): Promise<number[]> {
  const env = { REDIS_URL: redisUrl() };
  const database = await emptyDatabase();
  const db = new pg.Client({ connectionString: database.url });
  const redis = new Redis(redisUrl());
  const processes = [
    await BaselineProcess.start('bare-worker.ts', env),
    await BaselineProcess.start('bare-gateway.ts', env),
  ];
  const socket = new WebSocket(`ws://127.0.0.1:${processes[1]?.port ?? 0}`, { perMessageDeflate: false });
  try {
    await Promise.all([db.connect(), once(socket, 'open')]);
    await db.query('CREATE TABLE changes (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
    const passages: number[] = [];
    for (let n = 0; n < times; n++) {
      const startedAt = performance.now();
      const heard = once(socket, 'message');
      await db.query({ name: 'change', text: 'INSERT INTO changes (id) VALUES ($1)', values: [n] });
      await redis.lpush('bench:jobs', String(n));
      await heard;
      passages.push(performance.now() - startedAt);
    }
    return passages;
  } finally {
    socket.terminate();
    redis.disconnect();
    await db.end();
    await Promise.all(processes.map((process) => process.stop()));
    await database.drop();
  }
}
