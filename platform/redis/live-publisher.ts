import type { Redis } from 'ioredis';
import { messageOf } from '../errors.js';
import type { Logger } from '../observability/logger.js';
import type { RedisAccess } from './access.js';
import { livePublishFailures } from './redis-metrics.js';
import { isReply } from './refusals.js';

/** Polling interval after a failed publish, until publishing works again. */
const askEveryMs = 250;

/**
 * The connection that Socket.IO's emitter and adapter publish on. Both ignore the promise of PUBLISH, so that during a Redis
 * outage each failure would be an unhandled rejection and end the process. Here failures are only logged: live messages are
 * hints, and clients pull what they missed.
 * @param onGap called when publishing works again after a failure. Gateways may have reconnected earlier, and could not
 * know that messages were lost.
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
    // An ACL may permit PING and refuse PUBLISH: each successful ping would then make all clients sync, again and again.
    if (!access.isHeld) redis.ping().then(worksAgain, () => undefined);
  };
  const failed = (error: unknown) => {
    livePublishFailures.inc();
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
