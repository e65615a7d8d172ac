/* A BullMQ worker that does nothing. It answers each message of its parent when that many more jobs are done. */
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { sayReady } from './baseline-process.js';

let done = 0;
const awaited = Number(process.env.JOBS);
const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
const worker = new Worker('bench-noop', () => Promise.resolve(), { connection, concurrency: 32 });
worker.on('completed', () => {
  if (++done === awaited) process.send?.('done');
});
await worker.waitUntilReady();
sayReady(0);
