import { deliverOver } from '../deliveries/deliver-over.js';

/** Sends what is due to webhooks, each of which is a provider. They mostly wait for answers, or for none. */
export const deliverWebhookJob = deliverOver('webhook', 40);
