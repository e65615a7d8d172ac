import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { keyPrefix } from '../../platform/redis/keys.js';
import { redisUrl } from './redis.js';

/** A job that nobody can work on, and which therefore fails at once. @returns its id. */
export async function failedJob(): Promise<string> {
  const connection = new Redis(redisUrl(), { maxRetriesPerRequest: null });
  const queue = new Queue('notify', { connection, prefix: keyPrefix });
  try {
    const job = await queue.add('notify', { eventIds: 'none' });
    while (!(await job.isFailed()));
    return job.id ?? '';
  } finally {
    await queue.close();
    connection.disconnect();
  }
}
