import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** How far the history has been written, in bytes. What is flushed survives every crash, so it never gets less. */
const position = statement(
  'history-position',
  `SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint AS position`,
);

const renew = statement('renew-history', 'UPDATE history SET nonce = gen_random_uuid() RETURNING nonce');

/** Remembers, outside of the database, how far its history had come. */
export interface Memory {
  recall(): Promise<number | undefined>;
  keep(position: number): Promise<void>;
}

/**
 * Notices that the database was set back to an earlier state, and then starts a new epoch: cursors that clients hold
 * may point past what is there now, or, worse, at other notifications than those that they have seen.
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
