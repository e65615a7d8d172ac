import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/observability/logger.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import { gatewayChannel } from '../../platform/redis/needed-rights.js';

const everyMs = 2_000;
const silentForMs = 5_000;

/**
 * Watches the Redis subscription that live messages come through. It may break and come back, or die silently with a
 * half-open link: this process therefore listens for its own heartbeat.
 * @param onRestored is called when the subscription works again after messages may have been missed.
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

  // As a plain command: a heartbeat that is lost is no live message that was lost.
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
  // Everything is subscribed again by then: the connection's own listener to this came first.
  subscriber.on('ready', () => {
    heardAt = performance.now();
    publish();
  });
  void subscriber.subscribe(channel);

  const timer = setInterval(() => {
    // Where Redis refuses to be heard, another connection would hear as little.
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
