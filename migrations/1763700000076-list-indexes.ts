import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indexes in the order of the lists, with what they are selected by in front: a page costs what it holds, whatever status
 * is asked for. A payment says whose it is, for their list to be one index too. Older processes break on it: they can book
 * nothing, since their payments say no user. Stop them first.
 */
export class ListIndexes1763700000076 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payments ADD COLUMN user_id uuid;
      -- What payments count for stays the same.
      ALTER TABLE payments DISABLE TRIGGER payments_counted_update;
      UPDATE payments SET user_id = b.user_id FROM bookings b WHERE b.id = payments.booking_id;
      ALTER TABLE payments ENABLE TRIGGER payments_counted_update;
      -- As a booking's user, which never changes and is a user by foreign key.
      ALTER TABLE payments ALTER COLUMN user_id SET NOT NULL;
      CREATE INDEX payments_user ON payments (user_id, status, id);

      DROP INDEX sessions_user, bookings_user, bookings_business, payments_business, payments_pending, payments_refund_due;
      CREATE INDEX sessions_user ON sessions (user_id, id);
      CREATE INDEX bookings_user ON bookings (user_id, status, id);
      CREATE INDEX bookings_business ON bookings (business_id, status, id);
      CREATE INDEX bookings_status ON bookings (status, id);
      CREATE INDEX payments_business ON payments (business_id, status, id);
      CREATE INDEX payments_status ON payments (status, id);

      -- What an inbox shows: rows that were archived one by one are not read again for each page.
      CREATE INDEX notifications_shown ON notifications (user_id, seq) WHERE archived_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX notifications_shown;
      ALTER TABLE payments DROP COLUMN user_id;
      DROP INDEX payments_status, payments_business, bookings_status, bookings_business, bookings_user, sessions_user;
      CREATE INDEX sessions_user ON sessions (user_id);
      CREATE INDEX bookings_user ON bookings (user_id, id);
      CREATE INDEX bookings_business ON bookings (business_id, id);
      CREATE INDEX payments_business ON payments (business_id, id);
      CREATE INDEX payments_pending ON payments (business_id, id) WHERE status = 'pending';
      CREATE INDEX payments_refund_due ON payments (business_id, id) WHERE status = 'refund_due';
    `);
  }
}
