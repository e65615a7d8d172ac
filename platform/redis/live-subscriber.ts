import type { Redis } from 'ioredis';
import type { RedisAccess } from './access.js';
import { isReply } from './refusals.js';

interface Wanted {
  subscribe: () => Promise<unknown>;
  refused: boolean;
}

/**
 * A connection that Socket.IO's adapter may subscribe on. The adapter drops the promises, as ioredis does where it
 * resubscribes, and a wrong password or a missing right would end the process as an unhandled rejection. Here each
 * channel is subscribed whenever the connection is ready, and again when Redis grants what it refused.
 * @param onGap is called when a channel is heard at last that was refused.
 */
export function connectLiveSubscriber(access: RedisAccess, name: string, onGap: () => void): Redis {
  const redis = access.connect('subscriber', name);
  const wanted: Wanted[] = [];

  const ask = async (channel: Wanted) => {
    try {
      await channel.subscribe();
      if (channel.refused) onGap();
      channel.refused = false;
    } catch (error) {
      // While it is away there is nothing to do: everything is asked for again when it is ready.
      if (!isReply(error)) return;
      channel.refused = true;
      access.doubt(error);
    }
  };
  const want =
    (method: 'subscribe' | 'psubscribe') =>
    (...channels: (string | string[])[]): Promise<number> => {
      const send = original[method];
      // One by one, since a refused channel refuses those that are asked for along with it.
      for (const name of channels.flat()) {
        const channel = { subscribe: () => send(name), refused: false };
        wanted.push(channel);
        if (redis.status === 'ready') void ask(channel);
      }
      return Promise.resolve(wanted.length);
    };
  const original = { subscribe: redis.subscribe.bind(redis), psubscribe: redis.psubscribe.bind(redis) };
  const unsubscribe = redis.unsubscribe.bind(redis);
  const punsubscribe = redis.punsubscribe.bind(redis);
  Object.assign(redis, {
    subscribe: want('subscribe'),
    psubscribe: want('psubscribe'),
    // Only the adapter's end asks for these, and the connection's end is near by then.
    unsubscribe: (...channels: string[]) => unsubscribe(...channels.flat()).catch(() => 0),
    punsubscribe: (...patterns: string[]) => punsubscribe(...patterns.flat()).catch(() => 0),
  });

  redis.on('ready', () => {
    for (const channel of wanted) void ask(channel);
  });
  access.onGranted(() => {
    for (const channel of wanted) if (channel.refused && redis.status === 'ready') void ask(channel);
  });
  return redis;
}
