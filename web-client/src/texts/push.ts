import { pushTexts } from './en/push.js';
import { textsIn } from './texts-in.js';

export const pushWords = textsIn(pushTexts, { es: () => import('./es/push.js') });
