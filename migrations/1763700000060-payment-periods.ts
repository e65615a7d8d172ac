import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A booking has a payment for each period that was booked, and a payment says for which. Older processes break on it:
 * they can book nothing, since their payments have no period, and renew for nothing what is decided. Stop them first.
 */
export class PaymentPeriods1763700000060 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payments
        ADD COLUMN period_starts_at timestamptz(3),
        ADD COLUMN period_ends_at timestamptz(3),
        -- What is paid for. A period that a completed booking grew by is longer: it has a gap in it.
        ADD COLUMN paid_seconds integer CHECK (paid_seconds > 0);
      UPDATE payments
      SET period_starts_at = b.starts_at, period_ends_at = b.ends_at,
          paid_seconds = greatest(1, round(extract(epoch FROM b.ends_at - b.starts_at)))
      FROM bookings b WHERE b.id = payments.booking_id;
      ALTER TABLE payments
        ALTER COLUMN period_starts_at SET NOT NULL,
        ALTER COLUMN period_ends_at SET NOT NULL,
        ALTER COLUMN paid_seconds SET NOT NULL,
        ADD CONSTRAINT payments_period CHECK (period_starts_at < period_ends_at),
        DROP CONSTRAINT payments_booking_id_key,
        ADD CONSTRAINT payments_one_per_period UNIQUE (booking_id, period_starts_at),
        DROP CONSTRAINT payments_status_check,
        ADD CONSTRAINT payments_status_check
          CHECK (status IN ('pending', 'verified', 'rejected', 'void', 'refund_due', 'refunded'));
      CREATE INDEX payments_refund_due ON payments (business_id, id) WHERE status = 'refund_due';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One payment per booking again: the newest one.
      DELETE FROM payments USING payments newer
      WHERE newer.booking_id = payments.booking_id AND newer.period_starts_at > payments.period_starts_at;
      UPDATE payments SET status = 'verified' WHERE status IN ('refund_due', 'refunded');
      DROP INDEX payments_refund_due;
      ALTER TABLE payments
        DROP CONSTRAINT payments_status_check,
        ADD CONSTRAINT payments_status_check CHECK (status IN ('pending', 'verified', 'rejected', 'void')),
        DROP CONSTRAINT payments_one_per_period,
        ADD CONSTRAINT payments_booking_id_key UNIQUE (booking_id),
        DROP CONSTRAINT payments_period,
        DROP COLUMN paid_seconds,
        DROP COLUMN period_ends_at,
        DROP COLUMN period_starts_at;
    `);
  }
}
