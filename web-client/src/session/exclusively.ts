/**
 * Runs one piece of work at a time in all tabs of this browser, which saves requests. Plain http from another machine has
 * no locks; there several tabs may refresh at once, and their common key makes that one refresh.
 */
export function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request('parkmate.session', work) : work();
}
