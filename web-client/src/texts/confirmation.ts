import { confirmationTexts } from './en/confirmation.js';
import { textsIn } from './texts-in.js';

export const confirmation = textsIn(confirmationTexts, { es: () => import('./es/confirmation.js') });
