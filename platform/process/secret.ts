import { deflateRawSync } from 'node:zlib';

const fewestBytes = 32;
const fewestDistinct = 8;

/** The deflated size of 16 random bytes in hexadecimal, with a margin. */
const fewestCompressedBytes = 24;

/** The first one signs and seals; what was made with any of them is accepted, so that secrets can be rotated. */
export type Secrets = readonly [current: string, ...others: string[]];

/** The secrets that the settings name. */
export const secretsOf = (env: {
  JWT_SECRET: string;
  JWT_SECRET_ALSO_ACCEPTED?: string | undefined;
}): Secrets => [
  env.JWT_SECRET,
  ...(env.JWT_SECRET_ALSO_ACCEPTED === undefined ? [] : [env.JWT_SECRET_ALSO_ACCEPTED]),
];

const placeholder =
  /change.?(me|this|it)|replace.?(me|this|it)|placeholder|your.{0,16}(secret|key)|insert.{0,16}here/i;

const advice = 'make one with `openssl rand -base64 48`';

/**
 * The problem of a guessable signing secret, or undefined. Randomness cannot be measured on one text; this detects what
 * people type to satisfy a minimum length: repetitions, sequences, and placeholders of examples.
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

/** At least half of the characters are neighbours in the alphabet of the ones before. */
function isInOrder(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.charCodeAt(0));
  const inOrder = codes.slice(1).filter((code, place) => Math.abs(code - (codes[place] ?? 0)) === 1);
  return inOrder.length >= codes.length / 2;
}
