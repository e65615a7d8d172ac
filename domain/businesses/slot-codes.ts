/** Maximum slots per lot. */
export const mostSlots = 1_000;

/**
 * The code of the nth slot of a lot (from 1) in SQL, then B-01, so that codes sort as they count.
 */
export const slotCode = (n: string) =>
  `chr(65 + (${n} - 1) / 99) || '-' || to_char((${n} - 1) % 99 + 1, 'FM00')`;
