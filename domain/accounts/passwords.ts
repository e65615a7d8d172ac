import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with what OWASP recommends for it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

const nobodysHash = hashPassword(randomBytes(16).toString('hex'));

/**
 * Takes as long for an account that does not exist, so that the time tells nobody which addresses have one. New passwords
 * are kept as NFKC writes them; those of earlier releases as they were typed, so what differs is tried both ways.
 */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const known = isHash(hash) ? hash : undefined;
  let matches = false;
  for (const spelling of new Set([password.normalize('NFKC'), password]))
    matches ||= await verify(known ?? (await nobodysHash), spelling);
  return known !== undefined && matches;
}

/** What is no hash, as operators write it to shut an account, matches nothing. */
const isHash = (hash: string | undefined) => hash?.startsWith('$argon2') ?? false;
