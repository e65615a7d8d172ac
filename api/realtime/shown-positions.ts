import type { Shown } from '../../domain/notifications/record-shown.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';

/** A device is written of at most this often, however much it says. */
const everyMs = 1_000;

/** So many devices go into one statement. */
const mostAtOnce = 1_000;

/**
 * Gathers up to where devices have shown notifications, and writes the latest of each, all together. What a failure or
 * a crash loses is said again with the next notification that is shown.
 */
export class ShownPositions {
  private readonly said = new Map<string, Shown>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly write: (shown: readonly Shown[]) => Promise<void>,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  note(shown: Shown): void {
    const known = this.said.get(shown.sessionId);
    if (known && known.seq >= shown.seq) return;
    this.said.set(shown.sessionId, shown);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, everyMs).unref();
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  /** One statement after the other: a slow database is not asked more and more at once. */
  private flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const all = [...this.said.values()];
      this.said.clear();
      try {
        for (let from = 0; from < all.length; from += mostAtOnce) {
          await this.write(all.slice(from, from + mostAtOnce));
        }
      } catch (error) {
        this.log.warn('what devices have shown could not be written', { reason: messageOf(error) });
      }
    });
    return this.writing;
  }
}
