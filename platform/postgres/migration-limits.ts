import type { QueryRunner } from 'typeorm';

/** `lock_timeout` of migrations: while one waits for a table lock, all other statements on the table queue behind it. */
export const lockTimeoutMs = 60_000;

/** `client_connection_check_interval` is not supported on Windows. */
const noticeDeath = `SELECT set_config('client_connection_check_interval', '1s', true) WHERE version() !~ 'windows|mingw|msvc'`;

/** SET LOCAL, since the session may belong to a pooler. */
export async function setLimits(queryRunner: QueryRunner, lockTimeoutMs: number): Promise<void> {
  // No time limit for large tables, but a statement whose client was killed must not keep its locks.
  await queryRunner.query(
    `SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0;
     SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs)};
     ${noticeDeath}`,
  );
}
