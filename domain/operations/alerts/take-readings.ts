import { messageOf } from '../../../platform/errors.js';
import { withTimeout } from '../../../platform/async/with-timeout.js';
import type { Logger } from '../../../platform/observability/logger.js';
import type { ReadingName, Readings, Sources } from './readings.js';

const withinMs = 1_500;

/**
 * Reads what is asked for, each with a timeout of its own. A read that hangs is not started again before it has ended:
 * during an outage they would pile up.
 */
export class ReadingTaker {
  private readonly hanging = new Set<ReadingName>();

  constructor(
    private readonly sources: Sources,
    private readonly log: Pick<Logger, 'debug'>,
  ) {}

  /** @returns those that could be read. */
  async take(names: Iterable<ReadingName>): Promise<Map<ReadingName, Readings[ReadingName]>> {
    const taken = new Map<ReadingName, Readings[ReadingName]>();
    await Promise.all(
      [...new Set(names)].map(async (name) => {
        const read = this.sources[name];
        if (!read || this.hanging.has(name)) return;
        this.hanging.add(name);
        const reading = (async () => read())().finally(() => this.hanging.delete(name));
        try {
          taken.set(name, await withTimeout<Readings[ReadingName]>(reading, withinMs, name));
        } catch (error) {
          this.log.debug('a reading for alerts failed', { reading: name, reason: messageOf(error) });
        }
      }),
    );
    return taken;
  }
}
