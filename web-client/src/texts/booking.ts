import { bookingTexts } from './en/booking.js';
import { textsIn } from './texts-in.js';

export const bookingWords = textsIn(bookingTexts, { es: () => import('./es/booking.js') });
