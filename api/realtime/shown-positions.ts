import type { Shown } from '../../domain/notifications/record-shown.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';

/** Minimum time between two writes per device. */
const everyMs = 1_000;

/** Devices per statement. */
const mostAtOnce = 1_000;

/**
 * Write-behind buffer of the last shown `seq` per device, flushed in batches. What a failure or crash loses is reported again with
 * the next shown notification.
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

  /** Flushes the rest. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  /** Sequentially, so that a slow database is not overloaded further. */
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
