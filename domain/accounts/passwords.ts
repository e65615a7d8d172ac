import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { BoundedQueue, QueueFull } from '../../platform/async/bounded-queue.js';
import { DomainError } from '../errors.js';

/** Argon2id with what OWASP recommends for it: 19 MiB, two passes, one queue. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Concurrency 2 leaves half of libuv's thread pool (token checks, DNS), and bounds memory at 38 MiB. The queue length corresponds to
 * acceptable waiting.
 */
const queue = new BoundedQueue({ width: 2, longestQueue: 256 });

/** @throws DomainError `too_busy` */
const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
  queue.run(work).catch((error: unknown) => {
    if (!(error instanceof QueueFull)) throw error;
    throw new DomainError('too_busy', 'Too many people are signing in at this moment. Try again soon.', {
      retryAfterSeconds: error.retryAfterSeconds,
    });
  });

/** Not within a transaction, which would hold a connection meanwhile. @throws DomainError `too_busy` */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

const nobodysHash = hashPassword(randomBytes(16).toString('hex'));

/**
 * Takes equally long without an account, against enumeration by timing. New passwords are normalized to NFKC; those of earlier releases
 * were not, so both spellings are tried. Not within a transaction. @throws DomainError `too_busy`
 */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const known = isHash(hash) ? hash : undefined;
  const compared = known ?? (await nobodysHash);
  return inTurn(async () => {
    let matches = false;
    for (const spelling of new Set([password.normalize('NFKC'), password]))
      matches ||= await verify(compared, spelling);
    return known !== undefined && matches;
  });
}

/** Anything else, which operators may write to disable a login, matches nothing. */
const isHash = (hash: string | undefined) => hash?.startsWith('$argon2') ?? false;
