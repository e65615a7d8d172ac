import { problemTexts } from './en/problems.js';
import { textsIn } from './texts-in.js';

export const problems = textsIn(problemTexts, { es: () => import('./es/problems.js') });
