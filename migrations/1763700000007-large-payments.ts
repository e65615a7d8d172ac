import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LargePayments1763700000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The dearest hour is 100,000,000 minor units: 22 of them are more than an integer holds.
    await db.query('ALTER TABLE payments ALTER COLUMN amount TYPE bigint');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE payments ALTER COLUMN amount TYPE integer');
  }
}
