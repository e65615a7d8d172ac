import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Remembers of a delivery that it may have arrived, whatever was answered to later attempts. Processes of the previous release leave it false. */
export class UnansweredDeliveries1763700000290 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries ADD COLUMN may_have_arrived boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries DROP COLUMN may_have_arrived');
  }
}
