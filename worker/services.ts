import type { Emitter } from '@socket.io/redis-emitter';
import type { Queue } from 'bullmq';
import type { NotifyJob, RelayJob, SweepJob, TidyJob } from '../domain/queues.js';
import type { Database } from '../platform/database.js';
import type { Logger } from '../platform/logger.js';

/** What one worker process has, and hands to its jobs. */
export interface Services {
  db: Database;
  log: Logger;
  /** For what may go wrong thousands of times a second. */
  troubles: Pick<Logger, 'error'>;
  emitter: Emitter;
  queues: {
    notify: Queue<NotifyJob>;
    sweep: Queue<SweepJob>;
    relay: Queue<RelayJob>;
    tidy: Queue<TidyJob>;
  };
}
