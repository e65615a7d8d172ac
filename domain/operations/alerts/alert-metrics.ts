import { Counter } from 'prom-client';

const webhooks = new Counter({
  name: 'parkmate_alert_webhooks_total',
  help: 'Attempts to send an alert to the webhook, by outcome.',
  labelNames: ['outcome'],
});

export const webhookAccepted = webhooks.labels('accepted');
export const webhookFailed = webhooks.labels('failed');
export const webhookGivenUp = webhooks.labels('given_up');

// From 0, so that the first failure is a rise and not a beginning.
for (const outcome of [webhookAccepted, webhookFailed, webhookGivenUp]) outcome.inc(0);
