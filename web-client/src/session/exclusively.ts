/**
 * Runs `work` under a lock that all tabs of this browser share (Web Locks), which saves requests. Insecure contexts
 * (plain http from another host) have no locks, and with storage disabled they are refused: several tabs may then refresh
 * concurrently, and their common Idempotency-Key makes that one refresh.
 */
export async function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return work();
  const run = { isStarted: false };
  try {
    return await navigator.locks.request('parkmate.session', () => {
      run.isStarted = true;
      return work();
    });
  } catch (error) {
    if (run.isStarted) throw error;
    return work();
  }
}
