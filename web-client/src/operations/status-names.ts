import { bookingWords } from '../texts/booking.js';

/** For people; a status that this page does not know yet is shown as it is. */
export const nameOfStatus = (status: string): string =>
  (bookingWords.value.phases as Record<string, string | undefined>)[status] ?? status;
