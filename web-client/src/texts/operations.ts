import { operationsTexts } from './en/operations.js';
import { textsIn } from './texts-in.js';

export const operationsWords = textsIn(operationsTexts, { es: () => import('./es/operations.js') });
