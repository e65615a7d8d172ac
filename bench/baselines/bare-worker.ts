/* A minimal worker: takes a job from a Redis list and publishes it. */
import { Redis } from 'ioredis';
import { sayReady } from './baseline-process.js';

const url = process.env.REDIS_URL ?? '';
const [jobs, publisher] = [new Redis(url), new Redis(url)];
await Promise.all([jobs.ping(), publisher.ping()]);
sayReady(0);
for (;;) {
  const job = await jobs.brpop('bench:jobs', 0);
  if (job) await publisher.publish('bench:messages', job[1]);
}
