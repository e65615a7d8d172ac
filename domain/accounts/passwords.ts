import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { BoundedQueue, QueueFull } from '../../platform/async/bounded-queue.js';
import { DomainError } from '../errors.js';

/** Argon2id with what OWASP recommends for it: 19 MiB, two passes, one queue. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Two at a time leave half of the threads that check tokens and look up names as well, and 38 MiB bound what a burst takes.
 * The queue is as long as people wait for an answer.
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

/** Not inside of a transaction, which would hold a connection for as long. @throws DomainError `too_busy` */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

const nobodysHash = hashPassword(randomBytes(16).toString('hex'));

/**
 * Takes as long for an account that does not exist, so that the time tells nobody which addresses have one. New passwords
 * are kept as NFKC writes them; those of earlier releases as they were typed, so what differs is tried both ways.
 * Not inside of a transaction. @throws DomainError `too_busy`
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

/** What is no hash, as operators write it to shut an account, matches nothing. */
const isHash = (hash: string | undefined) => hash?.startsWith('$argon2') ?? false;
