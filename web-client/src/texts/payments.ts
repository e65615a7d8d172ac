import { paymentsTexts } from './en/payments.js';
import { textsIn } from './texts-in.js';

export const payments = textsIn(paymentsTexts, { es: () => import('./es/payments.js') });
