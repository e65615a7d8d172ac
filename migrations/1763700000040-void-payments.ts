import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was still to be paid for a booking that was cancelled or declined is void. Older processes show such payments as
 * they are, and go on leaving payments of bookings that they end as pending.
 */
export class VoidPayments1763700000040 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payments DROP CONSTRAINT payments_status_check;
      ALTER TABLE payments ADD CONSTRAINT payments_status_check
        CHECK (status IN ('pending', 'verified', 'rejected', 'void'));
      UPDATE payments SET status = 'void'
      FROM bookings
      WHERE bookings.id = payments.booking_id AND payments.status = 'pending'
        AND bookings.status IN ('cancelled_by_user', 'cancelled_by_admin');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE payments SET status = 'pending' WHERE status = 'void';
      ALTER TABLE payments DROP CONSTRAINT payments_status_check;
      ALTER TABLE payments ADD CONSTRAINT payments_status_check
        CHECK (status IN ('pending', 'verified', 'rejected'));
    `);
  }
}
