import { Counter } from 'prom-client';

export const rateLimitRefusals = new Counter({
  name: 'parkmate_rate_limit_refusals_total',
  help: 'Calls that were refused with 429, by the limit that was exceeded.',
  labelNames: ['limit'],
});
