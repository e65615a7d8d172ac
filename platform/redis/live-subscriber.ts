import type { Redis } from 'ioredis';
import type { RedisAccess } from './access.js';
import { isReply } from './refusals.js';

interface Wanted {
  subscribe: () => Promise<unknown>;
  refused: boolean;
}

/**
 * The connection that Socket.IO's adapter subscribes on. The adapter ignores the promises of SUBSCRIBE, as ioredis does when it
 * resubscribes, so that a wrong password or a missing ACL right would be an unhandled rejection and end the process. Here
 * every channel is subscribed each time that the connection becomes ready, and retried when rights are granted.
 * @param onGap called when a channel that was refused is subscribed.
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
      // Disconnected: the 'ready' event subscribes everything again.
      if (!isReply(error)) return;
      channel.refused = true;
      access.doubt(error);
    }
  };
  const want =
    (method: 'subscribe' | 'psubscribe') =>
    (...channels: (string | string[])[]): Promise<number> => {
      const send = original[method];
      // One at a time: a refused channel makes the whole SUBSCRIBE fail.
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
    // The adapter calls these only while it shuts down, when errors no longer matter.
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
