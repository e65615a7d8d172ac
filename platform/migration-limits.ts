import { EventSubscriber, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

/** So long a migration waits for a table that others hold, and everybody else for it: they queue behind it. */
const lockTimeoutMs = 60_000;

/** Sets limits for the transaction alone, since the session may belong to a pooler. */
export async function setLimits(queryRunner: QueryRunner, lockTimeoutMs: number): Promise<void> {
  // A large table takes as long as it takes, and whoever holds the turn is idle meanwhile.
  await queryRunner.query(
    `SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0;
     SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs)}`,
  );
}

/** Prepares each transaction that TypeORM begins for a migration. */
@EventSubscriber()
export class MigrationLimits implements EntitySubscriberInterface {
  afterTransactionStart({ queryRunner }: { queryRunner: QueryRunner }): Promise<void> {
    return setLimits(queryRunner, lockTimeoutMs);
  }
}
