import type { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';

const freeFailures = 5;
/** From all unknown devices together: what spreads its guesses over many addresses is slowed down as well. */
const freeFailuresEverywhere = 100;
const firstLockSeconds = 30;
const longestLockSeconds = 900;
const lockDoublings = 5;

const everywhere = 'everywhere';

/** Where a guess at a password comes from. */
export interface Guesser {
  /** The network address, so cut that one line does not count as many. */
  address: string;
  /** A device that has signed in to this very account before. */
  device: string | undefined;
}

/**
 * What a guess is counted under. Failures of strangers lock strangers out: those at their address, and after many those at
 * every address. A device that has signed in before counts for itself alone, so nobody else can keep its owner out.
 */
export const scopesOf = ({ address, device }: Guesser): string[] =>
  device === undefined ? [`address:${address}`, everywhere] : [`device:${device}`];

/** For guesses of somebody who holds a session. */
export const scopesOfSession = (sessionId: string): string[] => [`session:${sessionId}`];

const failuresNow = `CASE WHEN known.last_at < clock_timestamp() - interval '24 hours' THEN 1
                          ELSE known.failures + 1 END`;
const free = `CASE known.scope WHEN '${everywhere}' THEN ${freeFailuresEverywhere} ELSE ${freeFailures} END`;

// The rows' locks make guesses that arrive together count one after the other; none slips past a lock just set. They are
// taken in one order, or two guesses could wait for each other.
const countFailure = statement(
  'count-login-failure',
  `INSERT INTO login_failures AS known (email, scope, failures, last_at)
   SELECT $1, scope, 1, clock_timestamp() FROM unnest($2::text[]) AS scope ORDER BY scope
   ON CONFLICT (email, scope) DO UPDATE SET
     failures = ${failuresNow},
     last_at = clock_timestamp(),
     locked_until = CASE WHEN ${failuresNow} >= ${free} THEN
       clock_timestamp() + interval '1 second' * least(
         ${firstLockSeconds} * power(2, least(${failuresNow} - ${free}, ${lockDoublings})),
         ${longestLockSeconds})
     END
   WHERE known.locked_until IS NULL OR known.locked_until <= clock_timestamp()
   RETURNING scope`,
);

const lockSeconds = `SELECT ceil(extract(epoch FROM max(locked_until) - clock_timestamp()))::integer AS seconds
   FROM login_failures
   WHERE email = $1 AND scope = ANY ($2) AND locked_until > clock_timestamp()
   HAVING count(*) > 0`;

// What strangers did is not forgotten because somebody else got in, or each visit would give them more guesses.
const forgetFailures = statement(
  'forget-login-failures',
  `WITH forgotten AS (
     DELETE FROM login_failures
     WHERE email = $1 AND scope = ANY ($2) AND scope <> '${everywhere}'
       AND (locked_until IS NULL OR locked_until <= clock_timestamp())
   )
   ${lockSeconds}`,
);

const readLock = statement('read-login-lock', lockSeconds);

interface Lock {
  seconds: number;
}

/**
 * After five failures, or a hundred from everywhere, guesses are refused for 30 s, and for twice as long after each further
 * one, up to 15 minutes.
 */
export async function lockOf(
  db: Database,
  email: string,
  scopes: string[],
): Promise<DomainError | undefined> {
  const [lock] = await db.query<Lock & object>(readLock, [email, scopes]);
  return lock && locked(lock);
}

/** Counts a wrong password. Gives the lock when another guess has just caused one, so that this one tells nothing. */
export async function recordFailure(
  db: Database,
  email: string,
  scopes: string[],
): Promise<DomainError | undefined> {
  const counted = await db.query(countFailure, [email, scopes]);
  return counted.length === scopes.length ? undefined : lockOf(db, email, scopes);
}

/** Starts counting anew after a right password, unless guesses that ran beside it have caused a lock. */
export async function clearFailures(
  db: Database,
  email: string,
  scopes: string[],
): Promise<DomainError | undefined> {
  const [lock] = await db.query<Lock & object>(forgetFailures, [email, scopes]);
  return lock && locked(lock);
}

const locked = ({ seconds }: Lock) =>
  new DomainError('too_many_attempts', 'Too many wrong passwords. Wait before you try again.', {
    retryAfterSeconds: Math.max(1, seconds),
  });
