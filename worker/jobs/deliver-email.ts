import { deliverOver } from '../deliveries/deliver-over.js';

/** Sends the letters that are due. There is one provider: one job looks for it, while another one sends. */
export const deliverEmailJob = deliverOver('email', 2);
