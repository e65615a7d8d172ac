import { adminTexts } from './en/admin.js';
import { textsIn } from './texts-in.js';

export const admin = textsIn(adminTexts, { es: () => import('./es/admin.js') });
