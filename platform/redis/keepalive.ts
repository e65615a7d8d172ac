import type { Redis } from 'ioredis';
import { isReply } from './refusals.js';

const askEveryMs = 1_000;

/**
 * Reconnects when nothing was received for `silentForMs`. A half-open TCP connection accepts writes and never answers;
 * the kernel's own retransmission timeout may take 15 minutes.
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
        // An error reply is a sign of life.
        if (isReply(error)) heard();
      });
    }
    // Also before 'ready': the ready check itself has no timeout.
    const isOpen = redis.status === 'ready' || redis.status === 'connect';
    if (!isOpen || performance.now() - heardAt < silentForMs) return;
    heard();
    redis.disconnect(true);
  }, askEveryMs).unref();
  redis.on('end', () => {
    clearInterval(timer);
  });
}
