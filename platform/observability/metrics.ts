import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, register } from 'prom-client';
import { messageOf } from '../errors.js';
import { withTimeout } from '../async/with-timeout.js';
import type { Logger } from './logger.js';
import { singleFlight } from '../async/single-flight.js';

export interface Metrics {
  /** Undefined when the port was taken. */
  port: number | undefined;
  stop: () => Promise<void>;
}

const answer: RequestListener = (req, res) => {
  if (req.url === '/healthz') {
    res.setHeader('Content-Type', 'application/json').end('{"status":"ok"}');
  } else if (req.url === '/metrics') {
    register.metrics().then(
      (text) => res.setHeader('Content-Type', register.contentType).end(text),
      () => res.writeHead(500).end(),
    );
  } else {
    res.writeHead(404).end();
  }
};

/**
 * Serves `/metrics` for Prometheus, and `/healthz`, on a private port. Optional: when the port is in use, a warning is logged
 * and the process runs without.
 */
export async function startMetrics(
  { host, port }: { host: string; port: number },
  log: Logger,
): Promise<Metrics> {
  register.clear();
  collectDefaultMetrics();
  const server = createServer(answer);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    log.warn('no metrics: their port cannot be used', { port, reason: messageOf(error) });
    return { port: undefined, stop: () => Promise.resolve() };
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Shorter than Prometheus' default scrape timeout of ten seconds. */
const readWithinMs = 2_000;

export interface ReadGauge<Reading> {
  name: string;
  help: string;
  value: (reading: Reading) => number;
}

/**
 * Adds gauges that are read on scrape by one shared, never concurrent query. When it fails or takes over two seconds the gauges
 * are absent: a stale value or 0 would be misleading.
 */
export function addGauges<Reading>(
  read: () => Promise<Reading>,
  gauges: readonly ReadGauge<Reading>[],
  log: Pick<Logger, 'debug'>,
): void {
  const readTogether = singleFlight(
    () =>
      read().catch((error: unknown) => {
        log.debug('gauges could not be read', { reason: messageOf(error) });
        return undefined;
      }),
    0,
  );
  for (const { name, help, value } of gauges) {
    new Gauge({
      name,
      help,
      async collect() {
        const reading = await withTimeout(readTogether(), readWithinMs, name).catch(() => undefined);
        if (reading === undefined) this.remove();
        else this.set(value(reading));
      },
    });
  }
}

/** Adds a counter to `/metrics`. @returns what adds to it. */
export function addCounter<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): (labels: Record<Label, string>, by: number) => void {
  const counter = new Counter<Label>({ name, help, labelNames });
  return (labels, by) => {
    counter.inc(labels, by);
  };
}
