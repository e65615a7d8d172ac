import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with what OWASP recommends for it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

const nobodysHash = hashPassword(randomBytes(16).toString('hex'));

/** Takes as long for an account that does not exist, so that the time tells nobody which addresses have one. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const matches = await verify(hash ?? (await nobodysHash), password);
  return hash !== undefined && matches;
}
