import { Unreachable } from '../http/problem.js';

/** A tab whose connection swallows what it sends holds the lock for as long as a request may take, and no longer. */
const patienceMs = 30_000;

/**
 * Runs `work` under a lock that all tabs of this browser share (Web Locks), which saves requests. Insecure contexts
 * (plain http from another host) have no locks, and with storage disabled they are refused: several tabs may then refresh
 * concurrently, and their common Idempotency-Key makes that one refresh.
 * @throws Unreachable where other tabs hold the lock for too long.
 */
export async function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return work();
  const run = { isStarted: false };
  const signal = AbortSignal.timeout(patienceMs);
  try {
    return await navigator.locks.request('parkmate.session', { signal }, () => {
      run.isStarted = true;
      return work();
    });
  } catch (error) {
    if (run.isStarted) throw error;
    if (signal.aborted) throw new Unreachable({ cause: error });
    return work();
  }
}

/** Runs `work` unless another tab holds this lock. Where there are no locks, as above, several tabs may. */
export async function unlessElsewhere(name: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  const run = { isOver: false };
  try {
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      run.isOver = true;
      if (lock) await work();
    });
  } catch (error) {
    if (run.isOver) throw error;
    await work();
  }
}
