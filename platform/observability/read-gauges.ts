import { Gauge, register } from 'prom-client';
import { messageOf } from '../errors.js';
import { withTimeout } from '../async/with-timeout.js';
import type { Logger } from './logger.js';
import { singleFlight } from '../async/single-flight.js';

/** Shorter than Prometheus' default scrape timeout of ten seconds. */
const readWithinMs = 2_000;

/** A value with its labels, for a gauge that has several. */
export interface Labelled {
  labels: Record<string, string>;
  value: number;
}

export interface ReadGauge<Reading> {
  name: string;
  help: string;
  labelNames?: readonly string[];
  value: (reading: Reading) => number | readonly Labelled[];
}

/**
 * Adds gauges that are read on scrape by one shared, never concurrent query. When it fails or takes over two seconds the gauges
 * are absent: a stale value or 0 would be misleading.
 * @returns removes them.
 */
export function addGauges<Reading>(
  read: () => Promise<Reading>,
  gauges: readonly ReadGauge<Reading>[],
  log: Pick<Logger, 'debug'>,
): () => void {
  const readTogether = singleFlight(
    () =>
      read().catch((error: unknown) => {
        log.debug('gauges could not be read', { reason: messageOf(error) });
        return undefined;
      }),
    0,
  );
  for (const { name, help, labelNames = [], value } of gauges) {
    new Gauge({
      ...{ name, help, labelNames },
      async collect() {
        const reading = await withTimeout(readTogether(), readWithinMs, name).catch(() => undefined);
        this.reset();
        if (reading === undefined) {
          if (labelNames.length === 0) this.remove();
          return;
        }
        const values = value(reading);
        if (typeof values === 'number') this.set(values);
        else for (const one of values) this.set(one.labels, one.value);
      },
    });
  }
  return () => {
    for (const { name } of gauges) register.removeSingleMetric(name);
  };
}
