import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/logger.js';

const everyMs = 2_000;
const silentForMs = 5_000;

/**
 * Watches the Redis subscription that live messages come through. It may break and come back, or die silently with a
 * half-open link: this process therefore listens for its own heartbeat.
 * @param onRestored is called when the subscription works again after messages may have been missed.
 */
export function watchSubscription(
  { subscriber, publisher }: { subscriber: Redis; publisher: Redis },
  processId: string,
  log: Logger,
  onRestored: () => void,
): { stop: () => void } {
  const channel = `{parkmate}:gateway:${processId}`;
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
  // Everything else is subscribed again by then, since ioredis does it before it is ready.
  subscriber.on('ready', () => {
    heardAt = performance.now();
    publish();
  });
  // While the subscriber is away its own retries resubscribe; only a first failure needs another try here.
  subscriber.subscribe(channel).catch(() => undefined);

  const timer = setInterval(() => {
    if (subscriber.status === 'ready' && performance.now() - heardAt > silentForMs) {
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
