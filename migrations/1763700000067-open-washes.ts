import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One wash of a booking is open at a time, and an owner's washes and employees are listed from an index. Older processes
 * can ask for no washes on this schema any more.
 */
export class OpenWashes1763700000067 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE car_washes
        ADD COLUMN business_id uuid REFERENCES businesses,
        DROP CONSTRAINT car_washes_status_check,
        ADD CONSTRAINT car_washes_status_check CHECK (status IN ('requested', 'completed', 'cancelled'));
      UPDATE car_washes SET business_id = b.business_id FROM bookings b WHERE b.id = car_washes.booking_id;
      ALTER TABLE car_washes ALTER COLUMN business_id SET NOT NULL;

      -- The first request stands: employees may be assigned to it.
      UPDATE car_washes SET status = 'cancelled'
      WHERE status = 'requested' AND EXISTS (
        SELECT FROM car_washes earlier
        WHERE earlier.booking_id = car_washes.booking_id AND earlier.status = 'requested' AND earlier.id < car_washes.id
      );
      CREATE UNIQUE INDEX car_washes_one_open ON car_washes (booking_id) WHERE status = 'requested';
      CREATE INDEX car_washes_business ON car_washes (business_id, id);
      CREATE INDEX car_washes_requested ON car_washes (business_id, id) WHERE status = 'requested';

      DROP INDEX employees_business;
      CREATE INDEX employees_business ON employees (business_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX employees_business;
      CREATE INDEX employees_business ON employees (business_id);
      DROP INDEX car_washes_requested, car_washes_business, car_washes_one_open;
      UPDATE car_washes SET status = 'requested' WHERE status = 'cancelled';
      ALTER TABLE car_washes
        DROP CONSTRAINT car_washes_status_check,
        ADD CONSTRAINT car_washes_status_check CHECK (status IN ('requested', 'completed')),
        DROP COLUMN business_id;
    `);
  }
}
