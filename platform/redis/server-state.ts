import type { Redis } from 'ioredis';
import { isReply } from './refusals.js';

/** Null where the ACL refuses INFO. */
export interface RedisServerState {
  usedBytes: number | null;
  maxBytes: number | null;
  evictionPolicy: string | null;
  clients: number | null;
}

/** @throws when Redis is unavailable. */
export async function readRedisServer(redis: Redis): Promise<RedisServerState> {
  const info = await redis.info('memory', 'clients').catch((error: unknown) => {
    if (isReply(error)) return '';
    throw error;
  });
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\s*$`, 'm').exec(info)?.[1];
  const number = (name: string) => {
    const text = field(name);
    return text === undefined ? null : Number(text);
  };
  // Without a limit it is 0.
  const maxBytes = number('maxmemory') ?? 0;
  return {
    usedBytes: number('used_memory'),
    maxBytes: maxBytes > 0 ? maxBytes : null,
    evictionPolicy: field('maxmemory_policy') ?? null,
    clients: number('connected_clients'),
  };
}
