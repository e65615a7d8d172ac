import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A booking says why it was declined for as long as it is kept, and its events are pruned before. */
export class DeclineReasons1763700000081 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bookings ADD COLUMN decline_reason text;
      UPDATE bookings SET decline_reason = payload ->> 'reason'
      FROM events
      WHERE events.booking_id = bookings.id AND type = 'booking.declined' AND status = 'cancelled_by_admin';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE bookings DROP COLUMN decline_reason');
  }
}
