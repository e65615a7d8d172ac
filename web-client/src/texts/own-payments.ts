import { ownPaymentsTexts } from './en/own-payments.js';
import { textsIn } from './texts-in.js';

export const ownPayments = textsIn(ownPaymentsTexts, { es: () => import('./es/own-payments.js') });
