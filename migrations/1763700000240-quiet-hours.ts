import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is told before their quiet hours of a booking that ends in them, and of which deadline they were told. Processes of the
 * previous release know nothing of either.
 */
export class QuietHours1763700000240 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bookings ADD COLUMN quiet_told_version integer;
      CREATE INDEX preferences_quiet ON preferences (timezone, quiet_from, quiet_to)
        WHERE quiet_from IS NOT NULL AND NOT quiet_break_through;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX preferences_quiet;
      ALTER TABLE bookings DROP COLUMN quiet_told_version;
    `);
  }
}
