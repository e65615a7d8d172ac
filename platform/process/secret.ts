import { deflateRawSync } from 'node:zlib';

const fewestBytes = 32;
const fewestDistinct = 8;

/** What a secret of 16 random bytes in hexadecimal comes to, with a margin. */
const fewestCompressedBytes = 24;

const placeholder =
  /change.?(me|this|it)|replace.?(me|this|it)|placeholder|your.{0,16}(secret|key)|insert.{0,16}here/i;

const advice = 'make one with `openssl rand -base64 48`';

/**
 * Why somebody could guess a secret that signs tokens, or undefined. Nobody can see randomness in one text; this finds what
 * people type to get past a length: repetitions, rows of characters, and placeholders of examples.
 */
export function weaknessOfSecret(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < fewestBytes) return `must be ${fewestBytes} bytes or more: ${advice}`;
  const isWeak =
    new Set(secret).size < fewestDistinct ||
    deflateRawSync(secret).length < fewestCompressedBytes ||
    isInOrder(secret) ||
    placeholder.test(secret);
  return isWeak ? `must be random, and this one could be guessed: ${advice}` : undefined;
}

/** Half of the characters follow from the ones before, as in an alphabet. */
function isInOrder(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.charCodeAt(0));
  const inOrder = codes.slice(1).filter((code, place) => Math.abs(code - (codes[place] ?? 0)) === 1);
  return inOrder.length >= codes.length / 2;
}
