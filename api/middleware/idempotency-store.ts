import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';

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

// An equal insert waits here until the first one has committed, and with it its answer.
const claim = statement(
  'claim-idempotency-key',
  `INSERT INTO idempotency_keys AS known (scope, key, fingerprint) VALUES ($1, $2, $3)
   ON CONFLICT (scope, key) DO UPDATE
     SET fingerprint = excluded.fingerprint, answer = NULL, created_at = clock_timestamp()
     WHERE known.created_at < clock_timestamp() - interval '24 hours'
   RETURNING key`,
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

const keep = statement(
  'keep-idempotent-answer',
  'UPDATE idempotency_keys SET answer = $3 WHERE scope = $1 AND key = $2',
);

const keepFirst = statement(
  'keep-first-idempotent-answer',
  `${keep.text} AND fingerprint = $4 AND answer IS NULL RETURNING key`,
);

const release = statement(
  'release-idempotency-key',
  'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2',
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

/** Keeps the answer with the commit of this transaction, without a round trip of its own. */
export function keepAnswer(db: Database, { scope, key }: KeyUse, answer: Buffer): void {
  db.atCommit(keep, [scope, key, answer]);
}

/** Keeps the answer of this request unless there is one already. False: there is, or the key is another's by now. */
export async function keepFirstAnswer(db: Database, use: KeyUse, answer: Buffer): Promise<boolean> {
  const values = [use.scope, use.key, answer, use.fingerprint];
  return (await db.query(keepFirst, values)).length > 0;
}

/** Makes a key free again, for an answer that is not worth repeating. */
export function releaseKey(db: Database, { scope, key }: KeyUse): void {
  db.atCommit(release, [scope, key]);
}
