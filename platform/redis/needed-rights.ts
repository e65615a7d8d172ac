import { keyPrefix } from './keys.js';

/** What a process asks of Redis, and so what its user there must be allowed. */
export interface RedisNeeds {
  /** Each with arguments that change nothing when it is tried: see `probeKey`. */
  commands: readonly string[];
  /** Channels that it publishes on. */
  publish: readonly string[];
  subscribe: readonly string[];
  psubscribe: readonly string[];
  /** Rights to channels as an ACL writes them, which cover all of the three. */
  channelRules: readonly string[];
}

/** What a gateway passes over: a request between Socket.IO servers that says nothing. */
export const emptyRequest = '{}';

/** Rights that must be had for the keys, as an ACL writes them. */
export const keyRule = `~${keyPrefix}:*`;

/** What the scripts of BullMQ and of the rate limits call, since Redis checks rights inside of scripts too. */
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

/** What BullMQ, ioredis, Socket.IO and this code itself call. */
const direct = [
  ...[
    'PING',
    'EVALSHA 0000000000000000000000000000000000000000 0',
    'SCRIPT EXISTS 00',
    'SCRIPT LOAD return(1)',
  ],
  // Several jobs are added in one transaction. Redis ends it also where it refuses to execute it.
  ...['MULTI', 'EXEC'],
];

/** Last, so that nothing is left of what was tried. */
const cleanUp = 'DEL k';

const forQueues = [...inScripts, ...direct];

/** As `@socket.io/redis-adapter` and `@socket.io/redis-emitter` name their channels. */
const requestsTo = (namespace: string) => `socket.io-request#${namespace}#`;

/** Namespaces of the gateway, each of which has channels of its own. */
export const liveNamespaces = ['/', '/dashboard'] as const;

/** Every API process listens here for a heartbeat of its own. */
export const gatewayChannel = (processId: string) => `${keyPrefix}:gateway:${processId}`;

const requests = liveNamespaces.map(requestsTo);
// Redis compares the pattern of a PSUBSCRIBE with those of the ACL letter by letter.
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
