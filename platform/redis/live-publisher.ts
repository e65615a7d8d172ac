import type { Redis } from 'ioredis';
import { messageOf } from '../errors.js';
import type { Logger } from '../observability/logger.js';
import type { RedisAccess } from './access.js';
import { isReply } from './refusals.js';

/** While it is unknown whether messages can be published again. */
const askEveryMs = 250;

/**
 * A connection that Socket.IO's emitter and adapter may publish on. Both drop the promise of each publish, which would
 * end the process as an unhandled rejection while Redis is away. Here a failure is only logged: a live message is a
 * hint, and clients pull what they missed.
 * @param onGap is called when messages can be published again after some could not. The gateways may have found their
 * way back earlier, and would not know that there was something to miss.
 */
export function connectLivePublisher(
  access: RedisAccess,
  name: string,
  log: Logger,
  onGap: () => void,
): Redis {
  const redis = access.connect('command', name);
  const publish = redis.publish.bind(redis);
  let gap: NodeJS.Timeout | undefined;
  const worksAgain = () => {
    if (!gap) return;
    clearInterval(gap);
    gap = undefined;
    onGap();
  };
  const askAgain = () => {
    // A user who may not publish may still ping: saying each time that it works again would bring every client up to
    // date again and again.
    if (!access.isHeld) redis.ping().then(worksAgain, () => undefined);
  };
  const failed = (error: unknown) => {
    log.debug('a live message was not published', { reason: messageOf(error) });
    if (isReply(error)) access.doubt(error);
    gap ??= setInterval(askAgain, askEveryMs).unref();
  };
  redis.publish = async (channel: string | Buffer, message: string | Buffer) => {
    try {
      const receivers = await publish(channel, message);
      worksAgain();
      return receivers;
    } catch (error) {
      failed(error);
      return 0;
    }
  };
  redis.on('end', () => {
    clearInterval(gap);
  });
  return redis;
}
