/** From when on a figure is an alert. */
export interface AlertLimits {
  /** Of warnings too. */
  expiryLagMs: number;
  queueWaitMs: number;
  failedJobs: number;
  pausedMs: number;
  outboxLagMs: number;
  workerSilenceMs: number;
  redisMemoryPercent: number;
  connectionsPercent: number;
  diskPercent: number;
  replicationLagMs: number;
  /** For how long no process may have seen a condition, before its alert is cleared. */
  clearAfterMs: number;
}
