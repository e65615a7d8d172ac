import { conflict } from '../errors.js';

/** Whether a lot is public: not withdrawn, and its owner not suspended. As in its partial index. */
export const isOpen = (lot: string) => `(${lot}.withdrawn_at IS NULL AND NOT ${lot}.owner_suspended)`;

export const lotClosed = () =>
  conflict('lot_closed', 'This lot takes no bookings at the moment. Those that run go on.');

export const slotRetired = () =>
  conflict('slot_retired', 'This slot is no longer let. Bookings of it that were made before go on.');
