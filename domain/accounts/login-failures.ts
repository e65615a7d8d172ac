import type { Database } from '../../platform/database.js';
import { Problem } from '../../platform/errors.js';
import { statement } from '../../platform/statement.js';

const freeFailures = 5;
const firstLockSeconds = 30;
const longestLockSeconds = 900;
const lockDoublings = 5;

const failuresNow = `CASE WHEN known.last_at < clock_timestamp() - interval '24 hours' THEN 1
                          ELSE known.failures + 1 END`;

// The row's lock makes guesses that arrive together count one after the other; none slips past a lock just set.
const countFailure = statement(
  'count-login-failure',
  `INSERT INTO login_failures AS known (email, failures, last_at) VALUES ($1, 1, clock_timestamp())
   ON CONFLICT (email) DO UPDATE SET
     failures = ${failuresNow},
     last_at = clock_timestamp(),
     locked_until = CASE WHEN ${failuresNow} >= ${freeFailures} THEN
       clock_timestamp() + interval '1 second' * least(
         ${firstLockSeconds} * power(2, least(${failuresNow} - ${freeFailures}, ${lockDoublings})),
         ${longestLockSeconds})
     END
   WHERE known.locked_until IS NULL OR known.locked_until <= clock_timestamp()
   RETURNING failures`,
);

const forgetFailures = statement(
  'forget-login-failures',
  `WITH forgotten AS (
     DELETE FROM login_failures
     WHERE email = $1 AND (locked_until IS NULL OR locked_until <= clock_timestamp())
   )
   SELECT ceil(extract(epoch FROM locked_until - clock_timestamp()))::integer AS seconds
   FROM login_failures
   WHERE email = $1 AND locked_until > clock_timestamp()`,
);

const readLock = statement(
  'read-login-lock',
  `SELECT ceil(extract(epoch FROM locked_until - clock_timestamp()))::integer AS seconds
   FROM login_failures
   WHERE email = $1 AND locked_until > clock_timestamp()`,
);

interface Lock {
  seconds: number;
}

/** After five failures an address is locked for 30 s, and twice as long after each further one, up to 15 minutes. */
export async function lockOf(db: Database, email: string): Promise<Problem | undefined> {
  const [lock] = await db.query<Lock>(readLock, [email]);
  return lock && locked(lock);
}

/** Counts a wrong password. Gives the lock when another guess has just caused one, so that this one tells nothing. */
export async function recordFailure(db: Database, email: string): Promise<Problem | undefined> {
  const counted = await db.query(countFailure, [email]);
  return counted.length > 0 ? undefined : lockOf(db, email);
}

/** Starts counting anew after a right password, unless guesses that ran beside it have locked the address. */
export async function clearFailures(db: Database, email: string): Promise<Problem | undefined> {
  const [lock] = await db.query<Lock>(forgetFailures, [email]);
  return lock && locked(lock);
}

const locked = ({ seconds }: Lock) =>
  new Problem(429, 'too_many_attempts', 'Too many wrong passwords. Wait before you try again.', {
    retryAfterSeconds: Math.max(1, seconds),
  });
