import { conflict } from '../errors.js';

/** Whether a lot is for the public: neither withdrawn nor of an owner who was suspended. As its index says it. */
export const isOpen = (lot: string) => `(${lot}.withdrawn_at IS NULL AND NOT ${lot}.owner_suspended)`;

export const lotClosed = () =>
  conflict('lot_closed', 'This lot takes no bookings at the moment. Those that run go on.');
