/** The server sends every second. */
const staleAfterMs = 3_000;

export interface Freshness {
  isStale: boolean;
  /** Since the last message of the server. */
  ageMs: number;
}

/** How old the figures are, by the device's monotonic clock: a clock that is wrong makes nothing look fresh. */
export function freshnessOf(heardAt: number | undefined, now: number): Freshness {
  const ageMs = heardAt === undefined ? 0 : Math.max(0, now - heardAt);
  return { isStale: ageMs > staleAfterMs, ageMs };
}
