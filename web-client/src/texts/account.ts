import { accountTexts } from './en/account.js';
import { textsIn } from './texts-in.js';

export const accountWords = textsIn(accountTexts, { es: () => import('./es/account.js') });
