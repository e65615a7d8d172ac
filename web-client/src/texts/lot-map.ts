import { lotMapTexts } from './en/lot-map.js';
import { textsIn } from './texts-in.js';

export const lotMap = textsIn(lotMapTexts, { es: () => import('./es/lot-map.js') });
