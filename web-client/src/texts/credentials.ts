import { credentialsTexts } from './en/credentials.js';
import { textsIn } from './texts-in.js';

export const credentialsWords = textsIn(credentialsTexts, { es: () => import('./es/credentials.js') });
