import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it. */
export class HoursOfBusinesses1763700000191 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What ended (is completed) and what was verified in the last hours of a business, without the rows themselves. The
      -- conditions are no equalities, so that the planner tells these indexes from those of lists.
      CREATE INDEX bookings_ended ON bookings (business_id, ends_at, starts_at)
        WHERE status NOT IN ('active', 'cancelled_by_user', 'cancelled_by_admin');
      CREATE INDEX payments_verified ON payments (business_id, verified_at, currency, amount)
        WHERE status NOT IN ('pending', 'rejected', 'void', 'refund_due', 'refunded');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX payments_verified, bookings_ended');
  }
}
