import { toastTexts } from './en/toasts.js';
import { textsIn } from './texts-in.js';

export const toastWords = textsIn(toastTexts, { es: () => import('./es/toasts.js') });
