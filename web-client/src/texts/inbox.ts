import { inboxTexts } from './en/inbox.js';
import { textsIn } from './texts-in.js';

export const inbox = textsIn(inboxTexts, { es: () => import('./es/inbox.js') });
