/**
 * Runs one piece of work at a time in all tabs of this browser. Plain http from another machine has no locks; there the
 * shared refresh key alone keeps two tabs from ending their session.
 */
export function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request('parkmate.session', work) : work();
}
