import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../../platform/postgres/database.js';
import { requestLetter } from './request-letter.js';

/** Longer than writing takes: so much is answered after, whether or not there was somebody to write to. */
const answeredAfterMs = 300;

/**
 * Has a letter sent to an address, with a link by which its owner sets a new password. Neither the answer nor when it comes
 * tells whether the address has an account, whether that is suspended, or has had a letter just now.
 */
export async function askForReset(db: Database, email: string): Promise<void> {
  await Promise.all([requestLetter(db, 'reset-password', { email }), wait(answeredAfterMs)]);
}
