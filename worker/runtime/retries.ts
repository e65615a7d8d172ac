import type { BackoffOptions } from 'bullmq';

const firstBackoffMs = 200;

/** Exponential, with jitter that spreads jobs that failed at the same time. */
export const backoff: BackoffOptions = { type: 'exponential', delay: firstBackoffMs, jitter: 0.5 };

/** The backoff before the last of so many attempts. */
export const longestBackoffMs = (attempts: number) => firstBackoffMs * 2 ** Math.max(0, attempts - 2);
