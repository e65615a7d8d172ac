import type { Redis } from 'ioredis';
import { isReply } from './refusals.js';

const askEveryMs = 1_000;

/**
 * Gives up a connection that has answered nothing for so long, and lets it connect anew. A link that is half open takes
 * everything and answers nothing, and TCP itself may notice only after a quarter of an hour.
 */
export function giveUpWhenSilent(redis: Redis, silentForMs: number): void {
  let heardAt = performance.now();
  const heard = () => {
    heardAt = performance.now();
  };
  redis.on('connect', heard);
  const timer = setInterval(() => {
    if (redis.status === 'ready') {
      redis.ping().then(heard, (error: unknown) => {
        // A refusal is an answer.
        if (isReply(error)) heard();
      });
    }
    // Also before it is ready: a link can be dead on arrival, and the first answer is waited for without end.
    const isOpen = redis.status === 'ready' || redis.status === 'connect';
    if (!isOpen || performance.now() - heardAt < silentForMs) return;
    heard();
    redis.disconnect(true);
  }, askEveryMs).unref();
  redis.on('end', () => {
    clearInterval(timer);
  });
}
