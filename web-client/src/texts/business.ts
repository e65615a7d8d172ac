import { businessTexts } from './en/business.js';
import { textsIn } from './texts-in.js';

export const businessWords = textsIn(businessTexts, { es: () => import('./es/business.js') });
