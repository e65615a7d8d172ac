import type { Redis } from 'ioredis';
import { messageOf } from '../../../platform/errors.js';
import type { Database } from '../../../platform/postgres/database.js';
import {
  readConnections,
  readDiskPercent,
  readReplicas,
} from '../../../platform/postgres/read-server-state.js';
import type { RedisAccess } from '../../../platform/redis/access.js';
import { workerAliveKey } from '../../../platform/redis/keys.js';
import { readQueueStates } from '../../../platform/redis/queue-states.js';
import { readRedisServer } from '../../../platform/redis/read-server-state.js';
import { readDeadlineLag } from '../../bookings/read-deadline-lag.js';
import { readOutboxTrouble } from '../../events/read-outbox-trouble.js';
import { readQueueNames } from '../queue-names.js';
import type { Sources } from './readings.js';

/** Where the rules' readings come from, in api and worker alike. `redis` fails fast. */
export const alertSources = (
  db: Database,
  redis: Redis,
  access: Pick<RedisAccess, 'mayInfo'>,
): Required<Sources> => ({
  deadlineLag: async () => {
    const { expirySeconds, warningSeconds } = await readDeadlineLag(db);
    return { expiryMs: expirySeconds * 1_000, warningMs: warningSeconds * 1_000 };
  },
  outbox: () => readOutboxTrouble(db),
  queues: async () => readQueueStates(redis, await readQueueNames(redis)),
  hasWorker: async () => (await redis.exists(workerAliveKey)) === 1,
  redisTrouble: () =>
    redis.ping().then(
      () => undefined,
      (error: unknown) => messageOf(error),
    ),
  redisServer: async () => {
    // Each refused command is an entry in Redis's log of its ACL.
    if (!access.mayInfo) throw new Error('Redis refuses INFO');
    return readRedisServer(redis);
  },
  connections: () => readConnections(db),
  replicas: () => readReplicas(db),
  diskPercent: () => readDiskPercent(db),
});
