import type { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';

const freeFailures = 5;
/** For all unknown devices together, against distributed guessing. */
const freeFailuresEverywhere = 100;
const firstLockSeconds = 30;
const longestLockSeconds = 900;
const lockDoublings = 5;

const everywhere = 'everywhere';

/** The origin of a login attempt. */
export interface Guesser {
  /** IP address, or /64 prefix for IPv6. */
  address: string;
  /** The id of a device that has signed in to this account before. */
  device: string | undefined;
}

/**
 * Counters of an attempt. Failures of unknown devices lock their address, and after many all addresses of unknown devices. A known device
 * has its own counter, so that an attacker cannot lock out the account's owner there.
 */
export const scopesOf = ({ address, device }: Guesser): string[] =>
  device === undefined ? [`address:${address}`, everywhere] : [`device:${device}`];

/** Whether the counters are those of a device that has not signed in to this account before. */
export const isOfUnknownDevice = (scopes: readonly string[]): boolean => scopes.includes(everywhere);

/** For attempts within a session. */
export const scopesOfSession = (sessionId: string): string[] => [`session:${sessionId}`];

const failuresNow = `CASE WHEN known.last_at < clock_timestamp() - interval '24 hours' THEN 1
                          ELSE known.failures + 1 END`;
const free = `CASE known.scope WHEN '${everywhere}' THEN ${freeFailuresEverywhere} ELSE ${freeFailures} END`;

// Row locks serialize concurrent attempts, so that none passes a lock that was just set. Ordered by scope against deadlocks.
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
   RETURNING scope, locked_until IS NOT NULL AS locked`,
);

const lockSeconds = `SELECT ceil(extract(epoch FROM max(locked_until) - clock_timestamp()))::integer AS seconds
   FROM login_failures
   WHERE email = $1 AND scope = ANY ($2) AND locked_until > clock_timestamp()
   HAVING count(*) > 0`;

// The counter of all addresses is kept: resetting it at each login of the owner would grant an attacker more guesses.
const forgetFailures = statement(
  'forget-login-failures',
  `WITH forgotten AS (
     DELETE FROM login_failures
     WHERE email = $1 AND scope = ANY ($2) AND scope <> '${everywhere}'
       AND (locked_until IS NULL OR locked_until <= clock_timestamp())
   )
   ${lockSeconds}`,
);

const forgetFrom = statement(
  'forget-login-failures-from',
  'DELETE FROM login_failures WHERE email = $1 AND scope = $2',
);

const forgetAll = statement('forget-all-login-failures', 'DELETE FROM login_failures WHERE email = $1');

const readLock = statement('read-login-lock', lockSeconds);

interface Lock {
  seconds: number;
}

/**
 * The current lock. After five failures (a hundred for all addresses) attempts are refused for 30 s, doubling with each further failure
 * up to 15 minutes.
 */
export async function lockOf(
  db: Database,
  email: string,
  scopes: string[],
): Promise<DomainError | undefined> {
  const [lock] = await db.query<Lock & object>(readLock, [email, scopes]);
  return lock && locked(lock);
}

/** What a counted failure has led to. */
interface CountedFailure {
  /** Of a concurrent attempt that has just caused one, so that this answer reveals nothing. */
  lock: DomainError | undefined;
  /** Whether this failure locks all devices out that are new to the account. */
  locksEverywhere: boolean;
}

/** Counts a failure. */
export async function recordFailure(db: Database, email: string, scopes: string[]): Promise<CountedFailure> {
  const counted = await db.query<{ scope: string; locked: boolean }>(countFailure, [email, scopes]);
  return {
    lock: counted.length === scopes.length ? undefined : await lockOf(db, email, scopes),
    locksEverywhere: counted.some(({ scope, locked }) => locked && scope === everywhere),
  };
}

/** Forgets the failures of unknown devices at one network address, and the lock that they caused there. */
export async function forgetFailuresFrom(db: Database, email: string, address: string): Promise<void> {
  await db.query(forgetFrom, [email, `address:${address}`]);
}

/** Forgets all failures for an address, and lifts all locks. */
export async function forgetAllFailures(db: Database, email: string): Promise<void> {
  await db.query(forgetAll, [email]);
}

/** Resets counters after a correct password, unless concurrent attempts have caused a lock, which is returned. */
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
