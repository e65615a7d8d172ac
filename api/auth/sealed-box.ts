import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** A key for one purpose, made from the one secret, so that no two purposes share a key. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `parkmate ${purpose}`, 32));

/**
 * Encrypts texts so that only the holder of the key can read them, and only in the `context` they were sealed for. A JWE of
 * `jose` does the same for four times the processor's time, see docs/performance.md: each change with a key is sealed.
 */
export class SealedBox {
  constructor(private readonly key: Buffer) {}

  seal(text: string, context: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws when the box was sealed with another key, for another context, or was tampered with. */
  open(box: Buffer, context: string): string {
    const iv = box.subarray(0, ivBytes);
    const tag = box.subarray(ivBytes, ivBytes + tagBytes);
    const decipher = createDecipheriv(algorithm, this.key, iv, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(box.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  }
}
