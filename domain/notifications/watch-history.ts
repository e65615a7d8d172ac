import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** The flushed WAL position in bytes, which never decreases, not even after a crash. */
const position = statement(
  'history-position',
  `SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint AS position`,
);

const renew = statement('renew-history', 'UPDATE history SET nonce = gen_random_uuid() RETURNING nonce');

/** Stores the last known position outside of the database. */
export interface Memory {
  recall(): Promise<number | undefined>;
  keep(position: number): Promise<void>;
}

/**
 * Detects that the database was restored to an earlier state, and starts a new epoch: cursors of clients may point beyond the last
 * `seq`, or at different notifications than they have seen.
 * @returns whether a new epoch was started.
 */
export async function watchHistory(db: Database, memory: Memory): Promise<boolean> {
  const before = await memory.recall();
  const [row] = await db.query<{ position: number }>(position);
  const now = row?.position ?? 0;
  const setBack = before !== undefined && now < before;
  if (setBack) await db.query(renew);
  await memory.keep(now);
  return setBack;
}
