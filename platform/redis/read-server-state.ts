import type { Redis } from 'ioredis';

export interface RedisServerState {
  usedBytes: number;
  /** Null without a limit. */
  maxBytes: number | null;
  evictionPolicy: string;
}

/** @throws when Redis does not answer, or refuses INFO. */
export async function readRedisServer(redis: Redis): Promise<RedisServerState> {
  const info = await redis.info('memory');
  const field = (name: string): string => {
    const value = new RegExp(`^${name}:(.*?)\\s*$`, 'm').exec(info)?.[1];
    if (value === undefined) throw new Error(`INFO does not tell ${name}`);
    return value;
  };
  const max = Number(field('maxmemory'));
  return {
    usedBytes: Number(field('used_memory')),
    maxBytes: max > 0 ? max : null,
    evictionPolicy: field('maxmemory_policy'),
  };
}
