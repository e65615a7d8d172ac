import type { Database } from './database.js';
import { messageOf } from '../errors.js';
import type { Logger } from '../observability/logger.js';
import { statement } from './statement.js';

/** The time source of deadlines and tokens. */
export interface Clock {
  now(): Date;
}

const askEveryMs = 30_000;
const samples = 3;
const worthAWarningMs = 2_000;
const readClock = statement('read-clock', 'SELECT clock_timestamp() AS at');

/**
 * The database's clock, extrapolated between samples with this process's monotonic clock: the local wall clock may be wrong
 * by minutes and may jump. During a database outage the extrapolation continues. A step of the database's clock, or a
 * suspended machine (which stops the monotonic clock), is corrected at the next sample.
 */
export class DatabaseClock implements Clock {
  /** The database's time at `performance.now()` = 0. */
  private zeroMs = 0;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly db: Database,
    private readonly log: Logger,
  ) {}

  /** @throws when the database cannot be asked for the time. */
  static async start(db: Database, log: Logger): Promise<DatabaseClock> {
    const clock = new DatabaseClock(db, log);
    await clock.measure();
    clock.warnOfDifference();
    clock.timer = setInterval(() => {
      clock.follow().catch((error: unknown) => {
        log.debug('the clock of the database was not read', { reason: messageOf(error) });
      });
    }, askEveryMs).unref();
    return clock;
  }

  now(): Date {
    return new Date(this.zeroMs + performance.now());
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async follow(): Promise<void> {
    const before = this.zeroMs;
    await this.measure();
    const byMs = Math.round(this.zeroMs - before);
    if (Math.abs(byMs) < worthAWarningMs) return;
    this.log.warn('the clock of the database was set, or this machine has slept', { byMs });
  }

  /** As in NTP: assume the answer was read halfway through the round trip, and keep the fastest of several samples. */
  private async measure(): Promise<void> {
    let quickestMs = Infinity;
    let zeroMs = this.zeroMs;
    for (let sample = 0; sample < samples; sample++) {
      const askedAt = performance.now();
      const [row] = await this.db.query<{ at: Date }>(readClock);
      const answeredAt = performance.now();
      if (row && answeredAt - askedAt < quickestMs) {
        quickestMs = answeredAt - askedAt;
        zeroMs = row.at.getTime() - (askedAt + answeredAt) / 2;
      }
    }
    this.zeroMs = zeroMs;
  }

  private warnOfDifference(): void {
    const offByMs = Math.round(Date.now() - this.now().getTime());
    if (Math.abs(offByMs) < worthAWarningMs) return;
    this.log.warn('the clock of this machine is wrong; the database tells the time', { offByMs });
  }
}
