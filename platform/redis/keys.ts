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

/** Exists while at least one worker is alive. */
export const workerAliveKey = `${keyPrefix}:worker:alive`;

/** How far the database's history had come when a worker last looked, so that a restored one is noticed. */
export const historyPositionKey = `${keyPrefix}:history:position`;

/** A sorted set of the names of all queues, by when a worker last declared them. */
export const queueNamesKey = `${keyPrefix}:operations:queues`;
