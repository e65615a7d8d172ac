import { gateTexts } from './en/gate.js';
import { textsIn } from './texts-in.js';

export const gate = textsIn(gateTexts, { es: () => import('./es/gate.js') });
