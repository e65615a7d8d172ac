import { Counter, Gauge } from 'prom-client';

/** By the name of a connection, of which a process has a handful. */
export const redisConnected = new Gauge({
  name: 'parkmate_redis_connected',
  help: 'Whether a connection to Redis is usable: 1 or 0.',
  labelNames: ['connection'],
});

export const livePublishFailures = new Counter({
  name: 'parkmate_live_publish_failures_total',
  help: 'Live messages that Redis did not take. Gateways sync all clients afterwards.',
});
