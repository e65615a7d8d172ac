import type { Batch, Database } from '../../platform/postgres/database.js';
import { isUniqueViolation } from '../../platform/postgres/errors.js';
import { statement } from '../../platform/postgres/statement.js';

/** One use of an Idempotency-Key: whose it is, and a fingerprint of what was asked under it. */
export interface KeyUse {
  scope: string;
  key: string;
  fingerprint: Buffer;
}

/** The first use of a key, with its answer; null while a call is under way that has no transaction around it. */
export interface FirstUse {
  fingerprint: Buffer;
  answer: Buffer | null;
}

const claim = statement(
  'claim-idempotency-key',
  `INSERT INTO idempotency_keys AS known (scope, key, fingerprint) VALUES ($1, $2, $3)
   ON CONFLICT (scope, key) DO UPDATE
     SET fingerprint = excluded.fingerprint, answer = NULL, created_at = clock_timestamp()
     WHERE known.created_at < clock_timestamp() - interval '24 hours'
   RETURNING key`,
);

// A key that is free again by now must not be in the way of its next answer. Each is looked up by itself: for the number of
// keys that PostgreSQL expects it would rather read all that there are.
const findUses = statement(
  'find-uses-of-idempotency-keys',
  `WITH known AS MATERIALIZED (
     SELECT asked.n, known.ctid, known.created_at < clock_timestamp() - interval '24 hours' AS is_old
     FROM jsonb_to_recordset($1::jsonb) AS asked (n int, scope text, key text)
     CROSS JOIN LATERAL (
       SELECT ctid, created_at FROM idempotency_keys WHERE scope = asked.scope AND key = asked.key LIMIT 1
     ) AS known
   ),
   freed AS (
     DELETE FROM idempotency_keys
     WHERE ctid = ANY(ARRAY(SELECT ctid FROM known WHERE is_old)) AND created_at < clock_timestamp() - interval '24 hours'
   )
   SELECT n FROM known WHERE NOT is_old`,
);

// An equal insert waits here until the first one has committed, and is refused then.
const keepAnswers = statement(
  'keep-idempotent-answers',
  `INSERT INTO idempotency_keys (scope, key, fingerprint, answer)
   SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[])`,
);

// In one go with its answer, for a request that changed nothing.
const claimAnswered = statement(
  'claim-answered-idempotency-key',
  `INSERT INTO idempotency_keys AS known (scope, key, fingerprint, answer) VALUES ($1, $2, $3, $4)
   ON CONFLICT (scope, key) DO UPDATE
     SET fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = clock_timestamp()
     WHERE known.created_at < clock_timestamp() - interval '24 hours'
   RETURNING key`,
);

const findFirst = statement(
  'find-idempotency-key',
  'SELECT fingerprint, answer FROM idempotency_keys WHERE scope = $1 AND key = $2',
);

const findRecent = statement(
  'find-recent-idempotency-key',
  `${findFirst.text} AND answer IS NOT NULL AND created_at >= clock_timestamp() - interval '24 hours'`,
);

const keepFirst = statement(
  'keep-first-idempotent-answer',
  `UPDATE idempotency_keys SET answer = $3
   WHERE scope = $1 AND key = $2 AND fingerprint = $4 AND answer IS NULL RETURNING key`,
);

/** Takes a key. False: somebody has used it in the last 24 hours. */
export async function claimKey(db: Database, { scope, key, fingerprint }: KeyUse): Promise<boolean> {
  return (await db.query(claim, [scope, key, fingerprint])).length > 0;
}

/** The same for a request whose answer is known already, and had no effect. */
export async function claimAnsweredKey(
  db: Database,
  { scope, key, fingerprint }: KeyUse,
  answer: Buffer,
): Promise<boolean> {
  return (await db.query(claimAnswered, [scope, key, fingerprint, answer])).length > 0;
}

export async function findFirstUse(db: Database, { scope, key }: KeyUse): Promise<FirstUse> {
  const [first] = await db.query<FirstUse & object>(findFirst, [scope, key]);
  if (!first) throw new Error('an idempotency key is taken and yet is not there');
  return first;
}

/** A use of the last 24 hours that has been answered. Without a transaction: one that is going on is not seen. */
export async function findRecentUse(db: Database, { scope, key }: KeyUse): Promise<FirstUse | undefined> {
  const [first] = await db.query<FirstUse & object>(findRecent, [scope, key]);
  return first;
}

const findUsed: Batch<KeyUse, boolean> = async (db, uses) => {
  const asked = uses.map(({ scope, key }, n) => ({ n, scope, key }));
  const used = new Set((await db.query<{ n: number }>(findUses, [JSON.stringify(asked)])).map(({ n }) => n));
  // Of two equal uses in one transaction the second would undo it for all.
  const known = new Set<string>();
  return uses.map(({ scope, key }, n) => {
    const isRepeat = known.has(`${scope} ${key}`);
    known.add(`${scope} ${key}`);
    return isRepeat || used.has(n);
  });
};

/** Whether a key was used in the last 24 hours. Without taking it: an equal use may commit meanwhile; see `keepAnswer`. */
export async function isUsed(db: Database, use: KeyUse): Promise<boolean> {
  return (await db.share(findUsed, use)) ?? false;
}

/**
 * Takes a key and keeps its answer, with the commit of this transaction and without a round trip of its own. The transaction
 * fails with `isKeyTaken` when an equal use has committed first.
 */
export function keepAnswer(db: Database, { scope, key, fingerprint }: KeyUse, answer: Buffer): void {
  db.rowAtCommit(keepAnswers, [scope, key, fingerprint, answer]);
}

export const isKeyTaken = (error: unknown) => isUniqueViolation(error, 'idempotency_keys_pkey');

/** Keeps the answer of this request unless there is one already. False: there is, or the key is another's by now. */
export async function keepFirstAnswer(db: Database, use: KeyUse, answer: Buffer): Promise<boolean> {
  const values = [use.scope, use.key, answer, use.fingerprint];
  return (await db.query(keepFirst, values)).length > 0;
}
