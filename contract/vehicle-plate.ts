import { line } from './values.js';

/**
 * A plate as it is kept and shown, however it was typed: upper case by Unicode's own rules (of no language: an "i" is an "I"
 * also where the server speaks Turkish), single spaces, composed letters (NFC). Two ways to type one plate are one plate.
 */
export const normalizePlate = (typed: string): string =>
  typed.toUpperCase().normalize('NFC').replace(/\s+/gu, ' ').trim();

/** How long it may be is said of what is kept: an upper-case letter may be longer ("ß" is "SS"). */
export const vehiclePlate = line(20, normalizePlate).describe(
  'Kept in upper case with single spaces, and 20 characters at most as such.',
);
