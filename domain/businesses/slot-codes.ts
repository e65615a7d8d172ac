/** Of one lot, as its creation allows. */
export const mostSlots = 1_000;

/**
 * The code of the nth slot of a lot, from 1, in SQL. Slots are lettered in rows of 99, so that people find them and codes
 * sort as they count, then B-01.
 */
export const slotCode = (n: string) =>
  `chr(65 + (${n} - 1) / 99) || '-' || to_char((${n} - 1) % 99 + 1, 'FM00')`;
