import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it. */
export class PlateIndex1763700000101 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Bookings of a plate, newest last. By bytes, so that plates with the same beginning are a range of it.
      CREATE INDEX bookings_plate ON bookings (vehicle_plate COLLATE "C", id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX bookings_plate');
  }
}
