import { webhookTexts } from './en/webhooks.js';
import { textsIn } from './texts-in.js';

export const webhookWords = textsIn(webhookTexts, { es: () => import('./es/webhooks.js') });
