import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Idempotency1763700000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The first answer to each Idempotency-Key, written in the transaction of the change that it answers.
      CREATE TABLE idempotency_keys (
        scope       text NOT NULL,
        key         text NOT NULL,
        fingerprint bytea NOT NULL,
        answer      bytea,
        created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (scope, key)
      );
      CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE idempotency_keys');
  }
}
