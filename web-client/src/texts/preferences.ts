import { preferencesTexts } from './en/preferences.js';
import { textsIn } from './texts-in.js';

export const preferencesWords = textsIn(preferencesTexts, { es: () => import('./es/preferences.js') });
