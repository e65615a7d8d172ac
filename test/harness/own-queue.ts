import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Queue } from 'bullmq';
import { declareQueues } from '../../domain/operations/queue-names.js';
import type { Env } from '../../platform/process/env.js';
import { openQueue } from '../../platform/redis/queues.js';
import { TestApi } from './api.js';
import { OwnRedis } from './own-redis.js';

interface OwnQueue {
  server: OwnRedis;
  api: TestApi;
  /** Another one for each test, without a worker. */
  queue: Queue;
}

/** An API with a Redis of its own, and queues that operators may see, for the tests of a suite. */
export function useOwnQueue(env: Partial<Env> = {}): () => OwnQueue {
  let server: OwnRedis;
  let api: TestApi;
  let queue: Queue;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    api = await TestApi.start({ env: { REDIS_URL: server.url, ...env } });
    if (api.services.redis.status !== 'ready') await once(api.services.redis, 'ready');
  });
  beforeEach(async () => {
    queue = openQueue(`q-${randomUUID()}`, api.services.redis);
    await declareQueues(api.services.redis, [queue.name]);
  });
  after(async () => {
    await api.stop();
    await server.close();
  });
  return () => ({ server, api, queue });
}
