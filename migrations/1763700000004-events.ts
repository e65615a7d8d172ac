import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Events1763700000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Append-only: the outbox, the audit trail and every booking's timeline at once. No foreign keys, since a check per
      -- row would double what a mass expiry costs, and the rows they would point at are never deleted.
      CREATE TABLE events (
        id           uuid PRIMARY KEY DEFAULT uuidv7(),
        type         text NOT NULL,
        booking_id   uuid,
        business_id  uuid,
        actor_id     uuid,
        payload      jsonb NOT NULL,
        occurred_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        processed_at timestamptz
      );
      CREATE INDEX events_unprocessed ON events (occurred_at) WHERE processed_at IS NULL;
      CREATE INDEX events_booking ON events (booking_id, occurred_at) WHERE booking_id IS NOT NULL;

      -- A booking expires once per deadline, and is warned of it once, by constraint.
      CREATE UNIQUE INDEX events_one_expiry ON events (booking_id, (payload ->> 'deadlineVersion'))
        WHERE type = 'booking.expired';
      CREATE UNIQUE INDEX events_one_warning ON events (booking_id, (payload ->> 'deadlineVersion'))
        WHERE type = 'booking.expiring';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE events');
  }
}
