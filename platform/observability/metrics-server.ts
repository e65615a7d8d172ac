import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, register } from 'prom-client';
import './build-info.js';
import { messageOf } from '../errors.js';
import type { Logger } from './logger.js';

export interface MetricsServer {
  /** Undefined when the port was taken. */
  port: number | undefined;
  stop: () => Promise<void>;
}

// Of Node.js itself. Once per process: their observers cannot be stopped, and a boot may be repeated.
collectDefaultMetrics();

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
): Promise<MetricsServer> {
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
