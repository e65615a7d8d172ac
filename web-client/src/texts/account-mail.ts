import { accountMailTexts } from './en/account-mail.js';
import { textsIn } from './texts-in.js';

export const accountMailWords = textsIn(accountMailTexts, { es: () => import('./es/account-mail.js') });
