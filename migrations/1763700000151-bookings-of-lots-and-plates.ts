import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it. */
export class BookingsOfLotsAndPlates1763700000151 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What owners look for among the bookings of their lots: by lot, and by plate.
      CREATE INDEX bookings_lot ON bookings (lot_id, status, id);
      CREATE INDEX bookings_plate_business ON bookings (vehicle_plate, business_id, status, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX bookings_lot, bookings_plate_business');
  }
}
