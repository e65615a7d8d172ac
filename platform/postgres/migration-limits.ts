import type { QueryRunner } from 'typeorm';

/** So long a migration waits for a table that others hold, and everybody else for it: they queue behind it. */
export const lockTimeoutMs = 60_000;

/** Not every system that PostgreSQL runs on can tell it of a client that is gone. */
const noticeDeath = `SELECT set_config('client_connection_check_interval', '1s', true) WHERE version() !~ 'windows|mingw|msvc'`;

/** Sets limits for the transaction alone, since the session may belong to a pooler. */
export async function setLimits(queryRunner: QueryRunner, lockTimeoutMs: number): Promise<void> {
  // A large table takes as long as it takes. But a statement whose process was killed must not go on holding its locks.
  await queryRunner.query(
    `SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0;
     SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs)};
     ${noticeDeath}`,
  );
}
