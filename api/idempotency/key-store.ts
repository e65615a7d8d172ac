import type { IdempotencyKeyEntity } from '../../domain/idempotency/idempotency-key.entity.js';
import type { Batch, Database } from '../../platform/postgres/database.js';
import { isUniqueViolation } from '../../platform/postgres/errors.js';
import { statement } from '../../platform/postgres/statement.js';

/** A use of an Idempotency-Key: its owner and the fingerprint of the request. */
export interface KeyUse extends Pick<IdempotencyKeyEntity, 'scope' | 'key' | 'fingerprint'> {
  /** Those of the same request by other secrets, which an earlier use of the key may have been kept with. */
  otherFingerprints: readonly Buffer[];
}

/** The first use of a key with its answer; null while an idempotent action is running. */
export type FirstUse = Pick<IdempotencyKeyEntity, 'fingerprint' | 'answer'>;

const claim = statement(
  'claim-idempotency-key',
  `INSERT INTO idempotency_keys AS known (scope, key, fingerprint) VALUES ($1, $2, $3)
   ON CONFLICT (scope, key) DO UPDATE
     SET fingerprint = excluded.fingerprint, answer = NULL, created_at = clock_timestamp()
     WHERE known.created_at < clock_timestamp() - interval '24 hours'
   RETURNING key`,
);

// Expired keys must not conflict with new ones. One index look-up per key (LATERAL): with the row estimate of a list,
// PostgreSQL would scan the whole table.
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

// A concurrent insert of the same key waits for the first one's commit, and then conflicts.
const keepAnswers = statement(
  'keep-idempotent-answers',
  `INSERT INTO idempotency_keys (scope, key, fingerprint, answer)
   SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[])`,
);

// With its answer, for a request without effects.
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
   WHERE scope = $1 AND key = $2 AND fingerprint = ANY($4) AND answer IS NULL RETURNING key`,
);

const takeOver = statement(
  'take-over-idempotency-key',
  `UPDATE idempotency_keys SET created_at = clock_timestamp()
   WHERE scope = $1 AND key = $2 AND fingerprint = ANY($3) AND answer IS NULL
     AND created_at < clock_timestamp() - make_interval(secs => $4)
   RETURNING key`,
);

const renewHold = statement(
  'hold-idempotency-key',
  'UPDATE idempotency_keys SET created_at = clock_timestamp() WHERE scope = $1 AND key = $2 AND answer IS NULL',
);

const free = statement(
  'free-idempotency-key',
  'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2 AND answer IS NULL',
);

/** Claims a key. False when it was used within the last 24 hours. */
export async function claimKey(db: Database, { scope, key, fingerprint }: KeyUse): Promise<boolean> {
  return (await db.query(claim, [scope, key, fingerprint])).length > 0;
}

/** The same, with the answer of a request without effects. */
export async function claimAnsweredKey(
  db: Database,
  { scope, key, fingerprint }: KeyUse,
  answer: Buffer,
): Promise<boolean> {
  return (await db.query(claimAnswered, [scope, key, fingerprint, answer])).length > 0;
}

/** Claims the key of the same request from a process that has not held it for so long: it has died. */
export async function takeOverKey(db: Database, use: KeyUse, unheldForSeconds: number): Promise<boolean> {
  const fingerprints = [use.fingerprint, ...use.otherFingerprints];
  return (await db.query(takeOver, [use.scope, use.key, fingerprints, unheldForSeconds])).length > 0;
}

/** Says that its action is still running. */
export async function holdKey(db: Database, { scope, key }: KeyUse): Promise<void> {
  await db.query(renewHold, [scope, key]);
}

/** Gives up a key that has no answer, so that a repeat acts again. */
export async function freeKey(db: Database, { scope, key }: KeyUse): Promise<void> {
  await db.query(free, [scope, key]);
}

export async function findFirstUse(db: Database, { scope, key }: KeyUse): Promise<FirstUse> {
  const first = await lookUpUse(db, { scope, key });
  if (!first) throw new Error('an idempotency key is taken and yet is not there');
  return first;
}

/** Of any age. Undefined where there is none, such as one that was freed. */
export async function lookUpUse(
  db: Database,
  { scope, key }: Pick<KeyUse, 'scope' | 'key'>,
): Promise<FirstUse | undefined> {
  const [first] = await db.query<FirstUse & object>(findFirst, [scope, key]);
  return first;
}

/** An answered use within the last 24 hours. Uncommitted uses are not visible. */
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
  const values = [use.scope, use.key, answer, [use.fingerprint, ...use.otherFingerprints]];
  return (await db.query(keepFirst, values)).length > 0;
}
