import type { Redis } from 'ioredis';
import { messageOf } from './errors.js';
import type { Logger } from './logger.js';
import { connectRedis } from './redis.js';

/**
 * A connection that Socket.IO's emitter and adapter may publish on. Both drop the promise of each publish, which would
 * end the process as an unhandled rejection while Redis is away. Here a failure is only logged: a live message is a
 * hint, and clients pull what they missed.
 */
export function connectLivePublisher(url: string, name: string, log: Logger): Redis {
  const redis = connectRedis(url, 'command', name, log);
  const publish = redis.publish.bind(redis);
  redis.publish = (channel: string | Buffer, message: string | Buffer) =>
    publish(channel, message).catch((error: unknown) => {
      log.debug('a live message was not published', { reason: messageOf(error) });
      return 0;
    });
  return redis;
}
