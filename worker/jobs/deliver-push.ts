import { deliverOver } from '../deliveries/deliver-over.js';

/** Sends the pushes that are due, by the push services of the browsers. */
export const deliverPushJob = deliverOver('push', 10);
