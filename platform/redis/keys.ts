/** Prefix of every key. Its hash tag keeps all keys in one hash slot, and so on one node of a Cluster. */
export const keyPrefix = '{parkmate}';

/**
 * The key on which permissions are probed. It briefly holds a string. Redis checks ACL rights before the key's type, so that
 * WRONGTYPE proves a right too, and nothing is changed.
 */
export const probeKey = `${keyPrefix}:probe`;

/** Prefix of the counters of one rate limit; the caller's address or id follows. */
export const rateLimitKey = (limit: string) => `${keyPrefix}:limit:${limit}`;

/** The channel on which an API process expects its own heartbeat. */
export const gatewayChannel = (processId: string) => `${keyPrefix}:gateway:${processId}`;

/** Exists for some seconds after a worker has finished a job. */
export const workerAliveKey = `${keyPrefix}:worker:alive`;

/** How far the database's history had come when a worker last looked, so that a restored one is noticed. */
export const historyPositionKey = `${keyPrefix}:history:position`;

/** A sorted set of the names of all queues, by when a worker last declared them. */
export const queueNamesKey = `${keyPrefix}:operations:queues`;

/** A set of the ids of api and worker processes. */
export const processesKey = `${keyPrefix}:operations:processes`;

/** What one process says of itself, until its TTL ends. */
export const processKey = (id: string) => `${keyPrefix}:operations:process:${id}`;

/** A hash of counts that only grow, such as how many jobs of a queue were ever completed. */
export const operationTotalsKey = `${keyPrefix}:operations:totals`;

/** A list of the samples of the last hour, oldest first. */
export const operationSamplesKey = `${keyPrefix}:operations:samples`;

/** Taken by the one worker that takes the sample of these ten seconds. */
export const sampleLockKey = (slot: number) => `${keyPrefix}:operations:sample-lock:${slot}`;
