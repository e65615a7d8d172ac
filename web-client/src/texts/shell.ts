import { shellTexts } from './en/shell.js';
import { textsIn } from './texts-in.js';

export const shell = textsIn(shellTexts, { es: () => import('./es/shell.js') });
