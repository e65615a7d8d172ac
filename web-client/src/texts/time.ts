import { timeTexts } from './en/time.js';
import { textsIn } from './texts-in.js';

export const time = textsIn(timeTexts, { es: () => import('./es/time.js') });
