import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secrets } from './process/secret.js';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** The keys of all secrets for one purpose, the current one first. */
export const deriveKeys = ([current, ...others]: Secrets, purpose: string): [Buffer, ...Buffer[]] => [
  deriveKey(current, purpose),
  ...others.map((secret) => deriveKey(secret, purpose)),
];

/** A key for one purpose, made from the one secret, so that no two purposes share a key. */
const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `parkmate ${purpose}`, 32));

/**
 * Encrypts texts so that only the holder of the key can read them, and only in the `context` they were sealed for. A JWE of
 * `jose` does the same for four times the processor's time, see docs/performance.md: each change with a key is sealed.
 */
export class SealedBox {
  /** @param keys the first one seals, and each of them opens. */
  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {}

  seal(text: string, context: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.keys[0], iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** The same text sealed with the current key; undefined where it is already, or cannot be opened. */
  reseal(box: Buffer, context: string): Buffer | undefined {
    const [current, ...others] = this.keys;
    if (canOpen(current, box, context)) return undefined;
    const key = others.find((other) => canOpen(other, box, context));
    return key && this.seal(openWith(key, box, context), context);
  }

  /** @throws when the box was sealed with another key, for another context, or was tampered with. */
  open(box: Buffer, context: string): string {
    let refused: unknown;
    for (const key of this.keys) {
      try {
        return openWith(key, box, context);
      } catch (error) {
        refused = error;
      }
    }
    throw refused;
  }
}

function canOpen(key: Buffer, box: Buffer, context: string): boolean {
  try {
    openWith(key, box, context);
    return true;
  } catch {
    return false;
  }
}

function openWith(key: Buffer, box: Buffer, context: string): string {
  const iv = box.subarray(0, ivBytes);
  const tag = box.subarray(ivBytes, ivBytes + tagBytes);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(box.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  );
}
