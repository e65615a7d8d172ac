import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BookingBounds1763700000041 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- How many bookings one user may hold in this lot while their payments are pending. NULL: as many as anywhere.
      ALTER TABLE lots ADD COLUMN unpaid_bookings_per_user integer CHECK (unpaid_bookings_per_user > 0);
      -- Counted whenever somebody books, however many bookings they had before.
      CREATE INDEX bookings_user_active ON bookings (user_id) WHERE status = 'active';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX bookings_user_active;
      ALTER TABLE lots DROP COLUMN unpaid_bookings_per_user;
    `);
  }
}
