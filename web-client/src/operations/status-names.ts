import { phaseNames } from '../bookings/booking-phase.js';

const names: Record<string, string> = phaseNames;

/** For people; a status that this page does not know yet is shown as it is. */
export const nameOfStatus = (status: string): string => names[status] ?? status;
