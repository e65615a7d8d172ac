import { hoursTexts } from './en/hours.js';
import { textsIn } from './texts-in.js';

export const hours = textsIn(hoursTexts, { es: () => import('./es/hours.js') });
