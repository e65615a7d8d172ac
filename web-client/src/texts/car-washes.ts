import { carWashesTexts } from './en/car-washes.js';
import { textsIn } from './texts-in.js';

export const carWashes = textsIn(carWashesTexts, { es: () => import('./es/car-washes.js') });
