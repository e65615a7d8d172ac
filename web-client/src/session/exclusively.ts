/**
 * Runs `work` under a lock that all tabs of this browser share (Web Locks), which saves requests. Insecure contexts
 * (plain http from another host) have no locks: several tabs may refresh concurrently, and their common Idempotency-Key
 * makes that one refresh.
 */
export function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request('parkmate.session', work) : work();
}
