import { actingTexts } from './en/acting.js';
import { textsIn } from './texts-in.js';

export const actingWords = textsIn(actingTexts, { es: () => import('./es/acting.js') });
