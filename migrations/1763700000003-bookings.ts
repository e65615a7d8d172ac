import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Bookings1763700000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE bookings (
        id               uuid PRIMARY KEY DEFAULT uuidv7(),
        slot_id          uuid NOT NULL REFERENCES slots,
        lot_id           uuid NOT NULL REFERENCES lots,
        business_id      uuid NOT NULL REFERENCES businesses,
        user_id          uuid NOT NULL REFERENCES users,
        vehicle_plate    text NOT NULL,
        status           text NOT NULL DEFAULT 'active'
                         CHECK (status IN ('active', 'completed', 'cancelled_by_user', 'cancelled_by_admin')),
        starts_at        timestamptz(3) NOT NULL,
        ends_at          timestamptz(3) NOT NULL,
        warn_at          timestamptz(3),
        warned_at        timestamptz(3),
        deadline_version integer NOT NULL DEFAULT 1,
        created_at       timestamptz(3) NOT NULL DEFAULT now(),
        CHECK (starts_at < ends_at),
        -- Two people can never hold one slot at the same time, whatever the code above believes.
        CONSTRAINT bookings_slot_free EXCLUDE USING gist (slot_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (status = 'active')
      );
      -- Active rows alone, so that a sweep costs what is due and not what exists.
      CREATE INDEX bookings_due ON bookings (ends_at) WHERE status = 'active';
      CREATE INDEX bookings_to_warn ON bookings (warn_at) WHERE status = 'active' AND warned_at IS NULL;
      CREATE INDEX bookings_held ON bookings (lot_id, starts_at) WHERE status = 'active';
      CREATE INDEX bookings_user ON bookings (user_id, id);
      CREATE INDEX bookings_business ON bookings (business_id, id);

      CREATE TABLE payments (
        id            uuid PRIMARY KEY DEFAULT uuidv7(),
        booking_id    uuid NOT NULL UNIQUE REFERENCES bookings,
        business_id   uuid NOT NULL REFERENCES businesses,
        method        text NOT NULL CHECK (method IN ('cash', 'card')),
        amount        integer NOT NULL CHECK (amount >= 0),
        currency      char(3) NOT NULL,
        status        text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'verified', 'rejected')),
        verified_by   uuid REFERENCES users,
        verified_at   timestamptz(3),
        reject_reason text,
        created_at    timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX payments_business ON payments (business_id, id);
      CREATE INDEX payments_pending ON payments (business_id, id) WHERE status = 'pending';

      CREATE TABLE car_washes (
        id           uuid PRIMARY KEY DEFAULT uuidv7(),
        booking_id   uuid NOT NULL REFERENCES bookings,
        status       text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'completed')),
        created_at   timestamptz(3) NOT NULL DEFAULT now(),
        completed_at timestamptz(3)
      );
      CREATE INDEX car_washes_booking ON car_washes (booking_id);

      CREATE TABLE employee_assignments (
        id          uuid PRIMARY KEY DEFAULT uuidv7(),
        employee_id uuid NOT NULL REFERENCES employees,
        lot_id      uuid REFERENCES lots,
        car_wash_id uuid REFERENCES car_washes,
        created_at  timestamptz(3) NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(lot_id, car_wash_id) = 1)
      );
      CREATE INDEX employee_assignments_employee ON employee_assignments (employee_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE employee_assignments, car_washes, payments, bookings');
  }
}
