import type { Database } from './database.js';
import { messageOf } from '../errors.js';
import type { Logger } from '../observability/logger.js';
import { statement } from './statement.js';

/** The one time that deadlines and tokens are measured by. */
export interface Clock {
  now(): Date;
}

const askEveryMs = 30_000;
const samples = 3;
const worthAWarningMs = 2_000;
const readClock = statement('read-clock', 'SELECT clock_timestamp() AS at');

/**
 * The database's clock, carried on between two looks at it by this process's monotonic one, since the machine's own
 * time may be wrong by minutes and may jump. While the database is away it simply carries on. When the database's own
 * clock is set, or this machine has slept, which stops the monotonic clock, this one follows at the next look.
 */
export class DatabaseClock implements Clock {
  /** What the database's clock said when `performance.now()` was zero. */
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

  /** The database answered somewhere between question and answer: the middle errs least, the quickest round less. */
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
