import { gatewayChannel, keyPrefix } from './keys.js';

/** What a process uses in Redis, and so what the ACL of its user must permit. */
export interface RedisNeeds {
  /** Each with arguments that have no side effect: see `probeKey`. */
  commands: readonly string[];
  /** Channels that it publishes on. */
  publish: readonly string[];
  subscribe: readonly string[];
  psubscribe: readonly string[];
  /** Channel rules in ACL syntax that cover all three lists. */
  channelRules: readonly string[];
}

/** A Socket.IO inter-server request that gateways ignore. */
export const emptyRequest = '{}';

/** The key rule in ACL syntax. */
export const keyRule = `~${keyPrefix}:*`;

/** Commands called by the Lua scripts of BullMQ and of the rate limits: Redis checks ACL rights inside scripts too. */
const inScripts = [
  ...['SET k 1 PX 10000', 'GET k', 'EXISTS k', 'INCR k', 'PTTL k', 'PERSIST k', 'PEXPIRE k 10000'],
  ...[
    'HSET k f v',
    'HMSET k f v',
    'HGET k f',
    'HMGET k f',
    'HGETALL k',
    'HEXISTS k f',
    'HDEL k f',
    'HINCRBY k f 1',
  ],
  ...[
    'LPUSH k v',
    'RPUSH k v',
    'RPOP k',
    'RPOPLPUSH k k',
    'LLEN k',
    'LRANGE k 0 0',
    'LINDEX k 0',
    'LPOS k v',
  ],
  ...['LREM k 0 v', 'LTRIM k 0 0', 'SADD k v', 'SREM k v', 'SCARD k', 'SMEMBERS k'],
  ...[
    'ZADD k 1 v',
    'ZREM k v',
    'ZCARD k',
    'ZCOUNT k 0 0',
    'ZSCORE k v',
    'ZPOPMIN k',
    'ZRANGE k 0 0',
    'ZREVRANGE k 0 0',
  ],
  ...['ZRANGEBYSCORE k 0 0', 'ZREVRANGEBYSCORE k 0 0', 'ZREMRANGEBYRANK k 0 0', 'ZREMRANGEBYSCORE k 0 0'],
  ...['XADD k * f v', 'XTRIM k MAXLEN 1'],
];

/** Commands called directly by BullMQ, ioredis, Socket.IO and ParkMate. */
const direct = [
  ...[
    'PING',
    'EVALSHA 0000000000000000000000000000000000000000 0',
    'SCRIPT EXISTS 00',
    'SCRIPT LOAD return(1)',
  ],
  // BullMQ adds several jobs in one MULTI. A refused EXEC ends the transaction too.
  ...['MULTI', 'EXEC'],
];

/** Runs last, to remove what the probes have written. */
const cleanUp = 'DEL k';

const forQueues = [...inScripts, ...direct];

/** As `@socket.io/redis-adapter` and `@socket.io/redis-emitter` name their channels. */
const requestsTo = (namespace: string) => `socket.io-request#${namespace}#`;

/** Namespaces of the gateway that reach sockets of other processes, each of which has channels of its own. */
export const liveNamespaces: readonly string[] = ['/', '/dashboard'];

const requests = liveNamespaces.map(requestsTo);
// For PSUBSCRIBE, Redis requires that the pattern equals an ACL pattern literally.
const broadcasts = liveNamespaces.map((namespace) => `socket.io#${namespace}#*`);
const responses = liveNamespaces.flatMap((namespace) => [
  `socket.io-response#${namespace}#`,
  `socket.io-response#${namespace}#probe#`,
]);

const channelRules = [
  ...broadcasts.map((pattern) => `&${pattern}`),
  ...['&socket.io-request#*', '&socket.io-response#*', `&${gatewayChannel('*')}`],
];

export const workerNeeds: RedisNeeds = {
  commands: [...forQueues, 'BZPOPMIN k 0.01', cleanUp],
  publish: [requestsTo('/')],
  subscribe: [],
  psubscribe: [],
  channelRules,
};

export const apiNeeds: RedisNeeds = {
  commands: [...forQueues, cleanUp],
  publish: [requestsTo('/'), gatewayChannel('probe')],
  subscribe: [...requests, ...responses, gatewayChannel('probe')],
  psubscribe: broadcasts,
  channelRules,
};
