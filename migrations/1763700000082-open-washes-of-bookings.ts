import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A booking names the wash that is open, so that an owner's open washes are found among the bookings that run: washes that
 * nobody did before the booking was over stay as they are, and become ever more. Older processes list washes slowly on
 * this schema.
 */
export class OpenWashesOfBookings1763700000082 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bookings ADD COLUMN open_wash_id uuid;

      -- Whoever changes washes, and by whatever means. One of a booking is open at a time.
      CREATE FUNCTION name_open_wash() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP <> 'INSERT' THEN
            UPDATE bookings SET open_wash_id = NULL WHERE id = OLD.booking_id AND open_wash_id = OLD.id;
          END IF;
          IF TG_OP <> 'DELETE' AND NEW.status = 'requested' THEN
            UPDATE bookings SET open_wash_id = NEW.id WHERE id = NEW.booking_id;
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER car_washes_open AFTER INSERT OR DELETE OR UPDATE OF status ON car_washes
        FOR EACH ROW EXECUTE FUNCTION name_open_wash();

      UPDATE bookings SET open_wash_id = w.id
      FROM car_washes w WHERE w.booking_id = bookings.id AND w.status = 'requested';
      CREATE INDEX bookings_open_washes ON bookings (business_id, open_wash_id)
        WHERE status = 'active' AND open_wash_id IS NOT NULL;

      -- In the order of the list, with what it is selected by in front.
      DROP INDEX car_washes_requested, car_washes_business;
      CREATE INDEX car_washes_business ON car_washes (business_id, status, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX car_washes_business;
      CREATE INDEX car_washes_business ON car_washes (business_id, id);
      CREATE INDEX car_washes_requested ON car_washes (business_id, id) WHERE status = 'requested';
      DROP TRIGGER car_washes_open ON car_washes;
      DROP FUNCTION name_open_wash();
      ALTER TABLE bookings DROP COLUMN open_wash_id;
    `);
  }
}
