import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of notifications, by hour. The tables are new, so processes of the previous release know nothing of them. */
export class NotificationCounts1763700000280 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE counted_hours (
        hour timestamptz(3) PRIMARY KEY,
        counted_at timestamptz(3),
        took_ms integer NOT NULL DEFAULT 0
      );

      CREATE TABLE notification_counts (
        hour timestamptz(3) NOT NULL,
        event text NOT NULL,
        channel text NOT NULL,
        sent integer NOT NULL,
        shown integer NOT NULL,
        read integer NOT NULL,
        acted integer NOT NULL,
        acted_within integer[] NOT NULL,
        cancelled integer NOT NULL,
        failed integer NOT NULL,
        PRIMARY KEY (hour, event, channel),
        CONSTRAINT notification_counts_channel_check CHECK (channel IN ('inbox', 'email', 'push', 'webhook'))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE notification_counts, counted_hours');
  }
}
