import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/observability/logger.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import { gatewayChannel } from '../../platform/redis/keys.js';

const everyMs = 2_000;
const silentForMs = 5_000;

/**
 * Monitors the Redis subscription of live messages. It may reconnect, or be half-open without an error: this process publishes and
 * expects its own heartbeat.
 * @param onRestored called when the subscription works again after messages may have been missed.
 */
export function watchSubscription(
  {
    subscriber,
    publisher,
    redisAccess,
  }: { subscriber: Redis; publisher: Redis; redisAccess: Pick<RedisAccess, 'isRefused'> },
  processId: string,
  log: Logger,
  onRestored: () => void,
): { stop: () => void } {
  const channel = gatewayChannel(processId);
  let heardAt = performance.now();
  let missed = false;

  // Not through the live publisher: a lost heartbeat is no gap in live messages.
  const publish = () => void publisher.call('PUBLISH', channel, '').catch(() => undefined);

  subscriber.on('message', (from: string) => {
    if (from !== channel) return;
    heardAt = performance.now();
    if (!missed) return;
    missed = false;
    log.info('live messages flow again; clients are brought up to date');
    onRestored();
  });
  subscriber.on('close', () => {
    missed = true;
  });
  // The subscriber's own 'ready' listener was registered first, so that everything is subscribed again by now.
  subscriber.on('ready', () => {
    heardAt = performance.now();
    publish();
  });
  void subscriber.subscribe(channel);

  const timer = setInterval(() => {
    // When Redis refuses SUBSCRIBE, reconnecting would not help.
    const isWatched = subscriber.status === 'ready' && !redisAccess.isRefused;
    if (isWatched && performance.now() - heardAt > silentForMs) {
      log.warn('the redis subscription is silent; connecting anew');
      missed = true;
      heardAt = performance.now();
      subscriber.disconnect(true);
      return;
    }
    publish();
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
