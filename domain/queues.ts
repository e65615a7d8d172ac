/** The queues, and what a job in each of them carries. A job is an alarm: PostgreSQL says what is to be done. */
export interface NotifyJob {
  eventIds: string[];
  /** The deduplication id of a job of the relay, which holds the next one back until this one has ended. */
  relayed?: string;
}

/** Which sweep: the tick of the cron, or the alarm that was armed for one deadline. */
export interface SweepJob {
  reason: 'tick' | 'armed';
}

export type RelayJob = Record<string, never>;
export type PruneJob = Record<string, never>;

export const queueNames = { notify: 'notify', sweep: 'sweep', relay: 'relay', prune: 'prune' } as const;

/** How many events one job carries at most. */
export const eventsPerJob = 500;

/** Exists in Redis while at least one worker is alive. */
export const workerAliveKey = '{parkmate}:worker:alive';

/** How far the database's history had come when a worker last looked, so that a restored one is noticed. */
export const historyPositionKey = '{parkmate}:history:position';
