import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/database.js';
import { Problem } from '../http/problem.js';
import { claimKey, holdKey, lookUpUse, takeOverKey, type FirstUse, type KeyUse } from './key-store.js';

/** A key without an answer belongs to a process that has died when it was not held for so long. */
export const unheldForSeconds = 15;
const holdEveryMs = 4_000;

/** Shorter than the patience of browsers and proxies. */
const waitAtMostMs = 20_000;
const longestPauseMs = 500;

const stillInProgress = () =>
  new Problem(
    503,
    'still_in_progress',
    'The first call with this Idempotency-Key is not over yet. Repeat it.',
    {
      retryAfterSeconds: 2,
    },
  );

/**
 * Takes a key for the caller alone, or waits for the answer of whoever has it. The wait holds no connection: the first one
 * needs connections too, and many repeats could take all of them.
 * @param check throws for a use by another request.
 * @throws Problem 503 `still_in_progress`
 */
export async function takeKey(
  db: Database,
  use: KeyUse,
  check: (first: FirstUse) => void,
): Promise<FirstUse | 'taken'> {
  let first: FirstUse | undefined;
  const giveUpAt = performance.now() + waitAtMostMs;
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (!first && (await claimKey(db, use))) return 'taken';
    first = await lookUpUse(db, use);
    if (first) {
      check(first);
      if (first.answer) return first;
      if (await takeOverKey(db, use, unheldForSeconds)) return 'taken';
    }
    if (performance.now() > giveUpAt) throw stillInProgress();
    await wait(pauseMs);
  }
}

/** Runs the work and says meanwhile, again and again, that its process lives. */
export async function heldWhile<Result>(
  db: Database,
  use: KeyUse,
  work: () => Promise<Result>,
): Promise<Result> {
  const holding = setInterval(() => {
    // Missed once or twice it still counts as held.
    holdKey(db, use).catch(() => undefined);
  }, holdEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(holding);
  }
}
